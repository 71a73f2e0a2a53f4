import type { Logger } from 'pino';
import { tenantsFindUnannounced, tenantsFindUnsealed } from '../../cypher/generated/system.js';
import { announce, type Listener } from './announce.js';
import { type LogSettings, sealNext } from './seal.js';

/** Tenants sealed side by side. */
const TENANTS_AT_ONCE = 8;

/** What the sealer process does, once: seal what waits, tell whoever listens. */
export interface Sealer {
  /** Seals and announces until nothing is left. Gives how many receipts were sealed. One tenant's failure stops no other. */
  run(): Promise<number>;
}

/** Makes a sealer. `serves` narrows it to some tenants, for sealers that share the work; all by default. */
export function createSealer(
  settings: LogSettings,
  {
    listeners,
    log,
    serves = () => true,
  }: { listeners: Listener[]; log: Logger; serves?: (tenantId: string) => boolean },
): Sealer {
  const { graph, clock } = settings;

  async function sealTenant(tenantId: string): Promise<number> {
    let total = 0;
    for (;;) {
      const { sealed } = await sealNext(settings, tenantId);
      total += sealed;
      if (sealed === 0) return total;
      for (const listener of listeners) await announce(graph, clock, listener, tenantId);
    }
  }

  async function each(tenants: { tenantId: string }[], work: (tenantId: string) => Promise<number>): Promise<number> {
    const queue = tenants.map(({ tenantId }) => tenantId).filter(serves);
    let total = 0;
    const lane = async () => {
      for (let tenantId = queue.shift(); tenantId; tenantId = queue.shift()) {
        try {
          total += await work(tenantId);
        } catch (error) {
          log.error({ err: error, tenantId }, 'sealing or announcing failed; it is tried again');
        }
      }
    };
    await Promise.all(Array.from({ length: TENANTS_AT_ONCE }, lane));
    return total;
  }

  return {
    async run() {
      const sealed = await each(await graph.readSystem(tenantsFindUnsealed, {}), sealTenant);
      for (const listener of listeners) {
        const behind = await graph.readSystem(tenantsFindUnannounced, { listener: listener.name });
        await each(behind, (tenantId) => announce(graph, clock, listener, tenantId));
      }
      return sealed;
    },
  };
}
