import { randomUUID } from 'node:crypto';
import { mutation } from '../../chaos/operations.js';
import type { Answer, CheckedTenant, CheckedWorld, Entry, Kind, Outcome } from '../../chaos/world.js';
import { logVerifierKey } from '../../src/evidence/index.js';
import type { World } from '../kit/world.js';
import { createRoutingWorld, ROUTING_CONFIG, ROUTING_PEOPLE } from '../routing/routing-world.js';

/** Seats of the staff, and one more. */
const SEAT_LIMIT = ROUTING_PEOPLE.filter(({ seat = 'DECISION' }) => seat === 'DECISION').length + 1;

/** What a campaign's stage notes, of a few calls: each is sent as it would be, and sent again. */
export class Story {
  readonly journal: Entry[] = [];
  round = 1;

  private constructor(
    readonly world: World,
    readonly tenant: CheckedTenant,
  ) {}

  /** A tenant with a team and a pool, of which nothing is journalled yet. */
  static async begin(): Promise<Story> {
    const { world } = await createRoutingWorld({ seatLimit: SEAT_LIMIT });
    await world.settle();
    const { tenantId, composition } = world;
    return new Story(world, {
      id: tenantId,
      handle: tenantId,
      seatLimit: SEAT_LIMIT,
      people: ROUTING_PEOPLE.map(({ handle, roles, seat = 'DECISION' }) => {
        return { id: world.id(handle), handle, roles, seat, token: '' };
      }),
      revOpsConfig: ROUTING_CONFIG,
      logKey: await logVerifierKey(composition.logSettings, tenantId),
    });
  }

  /** Asks for a write twice with one key, and notes both answers. Gives the outcome, null of a refusal. */
  async ask(kind: Kind, handle: string, input: Record<string, unknown>): Promise<any> {
    this.world.clock.advance({ ms: 1_000 });
    const askedAt = this.world.clock.now();
    const client = await this.world.as(handle);
    const idempotencyKey = randomUUID();
    const answers: Answer[] = [];
    let outcome: Outcome | null = null;
    for (let tries = 0; tries < 2; tries++) {
      const { status, ...body } = await client.graphql(mutation(kind), { input: { ...input, idempotencyKey } });
      answers.push({ at: askedAt, api: 0, status, body });
      outcome = body.data?.[kind] ?? null;
    }
    this.journal.push({
      id: randomUUID(),
      round: this.round,
      tenantId: this.tenant.id,
      kind,
      idempotencyKey,
      caller: this.world.id(handle),
      input,
      askedAt,
      answers,
      state: outcome ? 'acknowledged' : 'refused',
      outcome,
    });
    return outcome;
  }

  /** What the check is shown, as it is now; `instead` is what it is shown otherwise. */
  seen(instead: Partial<CheckedWorld> = {}): CheckedWorld {
    const { neo4j, redis } = this.world.composition.config;
    return {
      round: this.round,
      isWhole: true,
      neo4j,
      redis,
      apis: [this.world.url],
      tenants: [this.tenant],
      journal: this.journal,
      reads: [],
      ...instead,
    };
  }
}

/** Ids of what a story made. */
export type Made = Awaited<ReturnType<typeof tell>>;

const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });

/** Leads of each fate, a quote that two people decide on, one that a rep gives away alone, seats that run out, a refusal. */
export async function tell(story: Story) {
  const { world } = story;
  const { productId } = await story.ask('createProduct', 'admin', {
    sku: 'P-1',
    name: 'Plan',
    listPrice: usd(100_000),
  });
  const account = { name: 'Known', domain: 'known.com', ownerId: world.id('ae'), arr: usd(1_000_000) };
  const { accountId } = await story.ask('createAccount', 'admin', account);
  const opportunity = { name: 'Deal', stage: 'Engaging', accountId, ownerId: world.id('ae') };
  const { opportunityId } = await story.ask('createOpportunity', 'admin', opportunity);
  const leads: string[] = [];
  for (const email of ['a@pooled.com', 'b@pooled-too.com', 'c@spam-farm.com', 'd@known.com']) {
    const input = { externalId: `crm-${email}`, email, company: `Company of ${email}`, country: 'US', source: 'form' };
    leads.push((await story.ask('ingestLead', 'sdr', input)).leadId);
  }
  await story.ask('ingestLead', 'ae', { externalId: 'crm-a@pooled.com', email: 'a@pooled.com' });
  const deal = (discount: number) => ({ opportunityId, lines: [{ productId, quantity: 2, discount }] });
  const { quoteId } = await story.ask('createQuote', 'ae', deal(3_333));
  await story.ask('submitQuote', 'ae', { quoteId, version: 1 });
  const own = await story.ask('createQuote', 'ae', deal(500));
  await story.ask('submitQuote', 'ae', { quoteId: own.quoteId, version: 1 });
  const [approval] = await world.cypher<{ id: string; version: number }>(
    "MATCH (a:Approval {tenantId: $tenantId, quoteId: $quoteId, status: 'open'}) RETURN a.id AS id, a.version AS version",
    { quoteId },
  );
  const decision = { approvalId: approval?.id, version: approval?.version, decision: 'APPROVE' };
  await story.ask('decideApproval', 'finance', decision);
  await story.ask('decideApproval', 'manager', decision);
  const seat = await story.ask('assignSeat', 'admin', { userId: world.id('observer'), type: 'DECISION' });
  await story.ask('assignSeat', 'admin2', { userId: world.id('auditor'), type: 'DECISION' });
  await story.ask('releaseSeat', 'admin', { userId: world.id('partner') });
  await story.ask('createProduct', 'ae', { sku: 'P-2', name: 'Refused', listPrice: usd(1) });
  await world.settle();
  return {
    productId,
    opportunityId,
    leads,
    quoteId,
    approvalId: approval?.id as string,
    seatId: seat.seatId as string,
  };
}
