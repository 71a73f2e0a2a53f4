export { receiptPort } from './receipt-port.js';
