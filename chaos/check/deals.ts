import { type Looking, say } from './looking.js';
import { type Done, type Memory, type Noted, tallyKey } from './memory.js';

interface FoundQuote {
  id: string;
  status: string;
  version: number;
  currentVersion: number;
  approvals: number;
}
interface FoundApproval {
  id: string;
  status: string;
  decidedById: string | null;
  deciders: string[];
}

const DECIDED: Record<string, string> = { APPROVE: 'approved', REJECT: 'rejected', COUNTER_PROPOSE: 'countered' };

/** Compares quotes and approvals with what the answers about them say: where each stands, and who decided what. */
export async function compareDeals(looking: Looking): Promise<void> {
  const { memory } = looking;
  const ids = new Set(memory.touched.done.map(({ saved }) => String(saved.quoteId)));
  const touched = [...ids].filter((id) => memory.quoteChanges.has(id));
  const decided = memory.touched.done.filter(isDecision);
  const { quotes, approvals } = await read(looking, touched, decided);
  for (const quoteId of touched) {
    const found = quotes.get(quoteId);
    if (!found) continue;
    for (const what of quoteProblems(memory, found)) say(looking, 'acknowledged-once', `quote ${quoteId}: ${what}`);
  }
  for (const one of decided) {
    const found = approvals.get(one.saved.approvalId as string);
    for (const what of approvalProblems(one, found)) {
      say(looking, 'acknowledged-once', `approval ${one.saved.approvalId}: ${what}`, one.entryId);
    }
  }
}

const isDecision = ({ saved }: Done): boolean => saved.__typename === 'ApprovalDecided';

async function read({ look, tenant }: Looking, quoteIds: string[], decided: Done[]) {
  const quotes = await look.rowsOf<FoundQuote>(
    `UNWIND $items AS id MATCH (q:Quote {tenantId: $tenantId, id: id})
     RETURN id, q.status AS status, q.version AS version, q.currentVersion AS currentVersion,
       COUNT { (q)-[:NEEDS_APPROVAL]->() } AS approvals`,
    tenant.id,
    quoteIds,
  );
  const approvals = await look.rowsOf<FoundApproval>(
    `UNWIND $items AS id MATCH (a:Approval {tenantId: $tenantId, id: id})
     RETURN id, a.status AS status, a.decidedById AS decidedById, [(a)-[:DECIDED_BY]->(u) | u.id] AS deciders`,
    tenant.id,
    decided.map(({ saved }) => saved.approvalId),
  );
  return {
    quotes: new Map(quotes.map((quote) => [quote.id, quote])),
    approvals: new Map(approvals.map((approval) => [approval.id, approval])),
  };
}

interface DealEvent {
  seq: number;
  status: string;
  /** How many approvals it asked for. */
  asked: number;
  isCounter: boolean;
}

/** The quote's submissions and decisions in the order of its chain. */
function eventsOf(memory: Memory, quoteId: string): DealEvent[] {
  const about = (memory.quoteChanges.get(quoteId) ?? []).filter(({ kind }) => kind !== 'createQuote');
  const submits = about
    .filter(({ kind }) => kind === 'submitQuote')
    .sort((a, b) => Number(a.input.version) - Number(b.input.version));
  const submitReceipts = submits
    .flatMap((done) => receiptsOf(memory, done, 'SUBMIT_QUOTE'))
    .filter(({ id }, at, all) => all.findIndex((one) => one.id === id) === at)
    .sort((a, b) => a.seq - b.seq);
  const events = submits.map(
    ({ saved }, at): DealEvent => ({
      seq: submitReceipts[at]?.seq ?? 0,
      status: String(saved.status),
      asked: (saved.requiredApprovals as string[]).length,
      isCounter: false,
    }),
  );
  const decisions = about.filter(isDecision).map(
    (done): DealEvent => ({
      seq: receiptsOf(memory, done, 'DECIDE_APPROVAL')[0]?.seq ?? 0,
      status: String(done.saved.quoteStatus),
      asked: 0,
      isCounter: done.input.decision === 'COUNTER_PROPOSE',
    }),
  );
  return [...events, ...decisions].sort((a, b) => a.seq - b.seq);
}

function receiptsOf(memory: Memory, { wanted }: Done, step: string): Noted[] {
  const one = wanted.find((receipt) => receipt.step === step);
  return one ? (memory.receipts.get(tallyKey(one)) ?? []) : [];
}

function quoteProblems(memory: Memory, found: FoundQuote): string[] {
  const events = eventsOf(memory, found.id);
  const counters = events.filter(({ isCounter }) => isCounter).length;
  // A decision that leaves the quote waiting for others does not change it.
  const changes = events.filter(
    ({ asked, status, isCounter }) => asked > 0 || isCounter || status !== 'pending_approval',
  );
  const wanted = {
    status: events.at(-1)?.status ?? 'draft',
    version: 1 + changes.length,
    currentVersion: 1 + counters,
  };
  const asked = events.reduce((sum, event) => sum + event.asked, 0);
  const keys = ['status', 'version', 'currentVersion'] as const;
  const differing = keys.flatMap((key) =>
    found[key] === wanted[key] ? [] : [`its ${key} is ${found[key]}, what was answered about it makes ${wanted[key]}`],
  );
  // A counter-proposal that comes back needs one approval less than it has.
  const isRight = counters === 0 ? found.approvals === asked : found.approvals >= asked;
  return isRight ? differing : [...differing, `it has ${found.approvals} approvals, it was told to need ${asked}`];
}

function approvalProblems({ caller, input }: Done, found: FoundApproval | undefined): string[] {
  if (!found) return ['it is not there'];
  const status = DECIDED[String(input.decision)];
  const by = found.deciders.join();
  return [
    ...(found.status === status ? [] : [`its status is ${found.status}, it was decided as ${status}`]),
    ...(found.decidedById === caller && by === caller
      ? []
      : [`it was decided by ${caller}, it says ${found.decidedById} and ${by}`]),
  ];
}
