/** Evidence's door: receipts and their chains, the log, and whoever is told of what was sealed. */
export type { Listener, SealedReceipt } from './announce.js';
export { logVerifierKey, readCheckpoint, readTile } from './read-log.js';
export { receiptPort } from './receipt-port.js';
export { type LogSettings, sealNext } from './seal.js';
export { createSealer, type Sealer } from './sealer.js';
