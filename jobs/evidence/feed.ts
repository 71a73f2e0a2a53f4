import type { FeedChannel, FeedEvent, Listener, SealedReceipt } from '../../src/evidence/index.js';
import type { FanOut } from '../runtime/index.js';

const NAME = 'receipts';
/** Receipts a message: a batch of the announcer in few messages of some 40 kB. */
const AT_ONCE = 100;

/** Tells sealed receipts to every process that follows their tenant. */
export const feedListener = (fanOut: FanOut): Listener => ({
  name: 'feed',
  async tell(tenantId: string, receipts: SealedReceipt[]) {
    for (let from = 0; from < receipts.length; from += AT_ONCE) {
      await fanOut.publish({ tenantId, name: NAME }, { receipts: receipts.slice(from, from + AT_ONCE) });
    }
  },
});

/** Where a process hears of sealed receipts. */
export const feedChannel = (fanOut: FanOut): FeedChannel => ({
  subscribe: (tenantId): Promise<AsyncIterableIterator<FeedEvent>> => fanOut.subscribe({ tenantId, name: NAME }),
});
