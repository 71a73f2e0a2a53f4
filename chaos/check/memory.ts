import type { Kind } from '../world.js';
import { type ChainEnd, chainProblems } from './chains.js';
import type { Wanted } from './effects.js';
import { Tree } from './merkle.js';
import type { Body, StoredReceipt } from './receipts.js';
import { SeatCounts } from './seat-counts.js';
import { type Snapshot, Told } from './told.js';
import { type ToldTurn, Turns } from './turns.js';

/** What is kept of each receipt: enough to say whose it is. */
export interface Noted {
  id: string;
  step: string;
  outcome: string;
  resourceId: string;
  subject: { type: string; id: string };
  workflowId: string;
  seq: number;
  leafIndex: number;
  at: string;
  isBootstrap: boolean;
  /** Deadline that a breach is about. */
  timerId: string | null;
  /** Whether the lead waits for a pool's turn after it. */
  waits?: boolean;
}

/** An entry whose effect is in the graph: the answer that was saved under its key. */
export interface Done {
  entryId: string;
  kind: Kind;
  caller: string;
  input: Readonly<Record<string, unknown>>;
  saved: Record<string, unknown> & { __typename: string };
  wanted: Wanted[];
}

/** What the last look learned of a tenant; the next one goes on from there. */
export class Memory {
  readonly tree = new Tree();
  readonly chains = new Map<string, ChainEnd>();
  readonly told = new Told();
  readonly seats = new SeatCounts();
  readonly turns = new Turns();
  /** Receipts by what they say was done to what: `tallyKey`. */
  readonly receipts = new Map<string, Noted[]>();
  readonly done = new Map<string, Done>();
  readonly doneByResource = new Map<string, Done[]>();
  /** Receipts about each lead, in the order of its chain. */
  readonly leadReceipts = new Map<string, Noted[]>();
  /** What was done to seats. */
  readonly seatChanges: Done[] = [];
  /** What was done to each quote. */
  readonly quoteChanges = new Map<string, Done[]>();
  /** Receipts of what is done once only: a step of a lead, the breach of a deadline. */
  readonly once = new Map<string, Noted[]>();
  /** Entries whose effect may still come: an answer is outstanding. */
  readonly outstanding = new Set<string>();
  /** The first leaves that are not older than the load, and than the first round; null until there are any. */
  loadBegan: number | null = null;
  roundsBegan: number | null = null;
  /** How many payloads and decisions the log's receipts have. */
  personal = 0;
  business = 0;
  decisions = 0;
  /** What this look is about: nodes, chains and tallies that something was told of since the last. */
  touched = new Touched();

  constructor(readonly tenantId: string) {}

  /** Takes the next receipt of the log in; gives what is wrong with it. */
  take(receipt: StoredReceipt): Problem[] {
    const { node } = receipt;
    const body = JSON.parse(node.body) as Body;
    const problems = chainProblems(this.tenantId, receipt, body, this.chains.get(body.workflow_id));
    this.chains.set(body.workflow_id, {
      kind: body.workflow_kind,
      seq: body.workflow_seq,
      sha256: node.sha256,
      id: body.id,
      at: body.timestamp,
    });
    this.touched.chains.add(body.workflow_id);
    const business = contentOf(receipt, 'BusinessPayload');
    this.business += Number(body.business_commitment !== null);
    this.personal += Number(body.personal_commitment !== null);
    this.decisions += Number(body.policy !== null);
    this.#note(body, business, node.leafIndex ?? -1);
    return [...as('chain', problems), ...this.#snapshots(body, business, contentOf(receipt, 'PersonalPayload'))];
  }

  #note(body: Body, business: Business, leafIndex: number): void {
    const { resource_ref: resource, subject, workflow_step: step, outcome } = body;
    const lead = business.snapshot?.find(({ type }) => type === 'Lead');
    const noted: Noted = {
      id: body.id,
      step,
      outcome,
      resourceId: resource?.id ?? '',
      subject,
      workflowId: body.workflow_id,
      seq: body.workflow_seq,
      leafIndex,
      at: body.timestamp,
      isBootstrap: business.bootstrap === true,
      timerId: business.sla_timer_id ?? null,
      ...(step === 'ROUTE_LEAD' ? { waits: Boolean(lead?.waitingIn) } : {}),
    };
    const key = tallyKey(noted);
    listIn(this.receipts, key).push(noted);
    this.touched.tallies.add(key);
    const once = onceOf(noted);
    if (once) {
      listIn(this.once, once).push(noted);
      this.touched.once.add(once);
    }
    if (body.workflow_kind !== 'lead') return;
    listIn(this.leadReceipts, noted.resourceId).push(noted);
    this.touched.leads.add(noted.resourceId);
  }

  #snapshots(body: Body, business: Business, personal: Business): Problem[] {
    const { snapshot = [] } = business;
    for (const told of snapshot) for (const id of this.told.take(told)) this.touched.nodes.add(id);
    const { resource_ref: resource, workflow_step: step } = body;
    if (resource && PERSONAL_STEPS.has(step)) {
      const { external_id: externalId, ...content } = personal;
      this.told.takePersonal(resource.id, { ...content, externalId });
    }
    const turns = snapshot.filter(({ type }) => type === 'Assignment') as unknown as ToldTurn[];
    return [
      ...as(
        'turns',
        turns.flatMap((turn) => this.turns.take(turn)),
      ),
      ...(body.workflow_id === 'admin:seats'
        ? as('seat-limit', this.seats.take(snapshot, business.bootstrap === true))
        : []),
    ];
  }
}

/** What is wrong, and which promise it breaks. */
interface Problem {
  rule: string;
  what: string;
}

const as = (rule: string, problems: string[]): Problem[] => problems.map((what) => ({ rule, what }));

/** What was told of since the last look. */
export class Touched {
  readonly nodes = new Set<string>();
  readonly chains = new Set<string>();
  readonly tallies = new Set<string>();
  readonly leads = new Set<string>();
  readonly once = new Set<string>();
  readonly done: Done[] = [];
}

type Business = Record<string, unknown> & {
  snapshot?: Snapshot[];
  bootstrap?: boolean;
  sla_timer_id?: string;
};

/** Steps whose personal payload holds what the node itself says of a person or team. */
const PERSONAL_STEPS = new Set(['INGEST_LEAD', 'CREATE_USER', 'CREATE_TEAM']);

/** Names what receipts are counted by. */
export const tallyKey = ({ step, outcome, resourceId, subject }: Omit<Wanted, 'count'>): string =>
  `${step} ${outcome} ${resourceId} ${subject.type}:${subject.id}`;

/** What the product does of itself about a lead that came in, each at most once. */
const ONCE_A_LEAD: readonly string[] = ['PREFLIGHT_LEAD', 'LINK_ACCOUNT', 'ROUTE_LEAD', 'ASSIGN_LEAD'];

/** Names what must not happen twice; null where a receipt is about nothing of the kind. */
function onceOf({ step, resourceId, subject, timerId }: Noted): string | null {
  if (timerId !== null) return `the breach of deadline ${timerId}`;
  return subject.type === 'system' && ONCE_A_LEAD.includes(step) ? `${step} of lead ${resourceId}` : null;
}

/** The list under a key, which is made when there is none. */
export function listIn<V>(lists: Map<string, V[]>, key: string): V[] {
  const known = lists.get(key);
  if (known) return known;
  const made: V[] = [];
  lists.set(key, made);
  return made;
}

function contentOf({ payloads }: StoredReceipt, label: string): Business {
  const found = payloads.find(({ labels }) => labels.includes(label));
  return found ? JSON.parse(found.content) : {};
}
