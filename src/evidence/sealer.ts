import type { Logger } from 'pino';
import { tenantsFindUnannounced, tenantsFindUnsealed } from '../../cypher/generated/system.js';
import { inLanes } from '../kernel/in-lanes.js';
import { announce, type Listener } from './announce.js';
import { type LogSettings, sealNext } from './seal.js';

/** Tenants sealed side by side. */
const TENANTS_AT_ONCE = 8;

/** What the sealer process does, once: seal what waits, tell whoever listens. */
export interface Sealer {
  /** Seals and announces until nothing is left. Gives how many receipts were sealed. One tenant's failure stops no other. */
  run(): Promise<number>;
}

/** Who is told, and for whom a sealer works. */
export interface SealerOptions {
  listeners: Listener[];
  log: Logger;
  /** Narrows the sealer to some tenants, for sealers that share the work; all by default. */
  serves?: (tenantId: string) => boolean;
  /** Whether a listener's failure says that none can be reached now, whatever the tenant; never by default. */
  isOutOfReach?: (error: unknown) => boolean;
}

/** One run of the sealer. */
interface Round {
  /** Receipts so far, of all tenants. */
  sealed: number;
  /** Becomes false at the first failure that would meet all: each further one would cost its patience (5 s) again. */
  inReach: boolean;
}

/** Makes a sealer. */
export function createSealer(
  settings: LogSettings,
  { listeners, log, serves = () => true, isOutOfReach = () => false }: SealerOptions,
): Sealer {
  const { graph, clock } = settings;

  /** Announces unless nobody is in reach; what is left out now is behind its watermark, and found by the next round. */
  async function tell(round: Round, listener: Listener, tenantId: string): Promise<void> {
    if (!round.inReach) return;
    try {
      await announce(graph, clock, listener, tenantId);
    } catch (error) {
      if (!isOutOfReach(error)) throw error;
      if (round.inReach) log.warn({ err: error, listener: listener.name }, 'nobody is told until the next round');
      round.inReach = false;
    }
  }

  async function sealTenant(round: Round, tenantId: string): Promise<void> {
    for (;;) {
      const { sealed } = await sealNext(settings, tenantId);
      round.sealed += sealed;
      if (sealed === 0) return;
      for (const listener of listeners) await tell(round, listener, tenantId);
    }
  }

  /** One tenant's failure stops no other. */
  async function each(tenants: { tenantId: string }[], work: (tenantId: string) => Promise<void>): Promise<void> {
    const served = tenants.map(({ tenantId }) => tenantId).filter(serves);
    await inLanes(served, TENANTS_AT_ONCE, async (tenantId) => {
      try {
        await work(tenantId);
      } catch (error) {
        log.error({ err: error, tenantId }, 'sealing or announcing failed; it is tried again');
      }
    });
  }

  return {
    async run() {
      const round: Round = { sealed: 0, inReach: true };
      const unsealed = await graph.readSystem(tenantsFindUnsealed, {});
      await each(unsealed, (tenantId) => sealTenant(round, tenantId));
      for (const listener of listeners) {
        if (!round.inReach) break;
        const behind = await graph.readSystem(tenantsFindUnannounced, { listener: listener.name });
        await each(behind, (tenantId) => tell(round, listener, tenantId));
      }
      return round.sealed;
    },
  };
}
