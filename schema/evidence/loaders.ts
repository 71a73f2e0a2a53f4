import { payloadsById, type ReceiptPayloads, type ReceiptRecord, receiptsById } from '../../src/evidence/index.js';
import { loaderById } from '../contract/context.js';

/** A request's receipts by id. */
export const receiptById = loaderById<ReceiptRecord>(receiptsById, 'readReceipts');

/** A request's payloads by their receipt's id. */
export const payloadsOfReceipt = loaderById<ReceiptPayloads>(payloadsById, 'readReceipts');
