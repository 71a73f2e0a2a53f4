import { setTimeout as after } from 'node:timers/promises';
import { ask, type Scene } from './scene.js';
import { personOf } from './tenants.js';

/** Discounts in basis points: nobody is asked, the manager, or the manager and finance. */
const DISCOUNTS = [0, 1_000, 1_900, 2_500, 3_500];
const MOST_ROUNDS_OF_APPROVAL = 5;
/** Who may decide an approval, by its role. */
const DECIDERS: Readonly<Record<string, readonly string[]>> = {
  SALES_MANAGER: ['manager1', 'manager2'],
  FINANCE: ['finance1', 'finance2'],
  LEGAL: ['legal', 'legal'],
  VP_SALES: ['vp', 'vp'],
};

interface ShownQuote {
  status: string;
  approvals: { id: string; status: string; version: number; role: string; assigneeId: string | null }[];
}

/** A deal is opened and gets quotes side by side; each is submitted, and its approvals are decided by whoever is first. */
export async function dealStory(scene: Scene): Promise<void> {
  const { draw, tenant, round, made } = scene;
  const rep = draw.one(['ae1', 'ae2']);
  const input = {
    name: `Deal ${round}.${draw.between(0, 999_999)}`,
    accountId: draw.one(tenant.accounts).id,
    productId: draw.one(tenant.products),
    ownerId: personOf(tenant, rep).id,
    stage: 'Engaging',
  };
  const opened = await ask(scene, 'createOpportunity', rep, input);
  const opportunityId = opened.outcome?.opportunityId as string | undefined;
  if (!opportunityId) return;
  made.push({ tenantId: tenant.id, field: 'opportunity', id: opportunityId });
  const quotes = Array.from({ length: draw.between(1, 2) }, (_, n) => ({ ...scene, draw: draw.part(`quote/${n}`) }));
  await Promise.all(quotes.map((own) => quoteStory(own, rep, opportunityId)));
}

async function quoteStory(scene: Scene, rep: string, opportunityId: string): Promise<void> {
  const { draw, tenant, made } = scene;
  if (scene.clients.isClosed) return;
  const lines = Array.from({ length: draw.between(1, 2) }, () => ({
    productId: draw.one(tenant.products),
    quantity: draw.between(1, 40),
    discount: draw.one(DISCOUNTS),
  }));
  const terms = { termMonths: 12, nonStandardTerms: draw.chance(0.15) };
  const created = await ask(scene, 'createQuote', rep, { opportunityId, lines, terms });
  const quoteId = created.outcome?.quoteId as string | undefined;
  if (!quoteId || scene.clients.isClosed) return;
  made.push({ tenantId: tenant.id, field: 'quote', id: quoteId });
  const submitted = await ask(scene, 'submitQuote', rep, { quoteId, version: 1 });
  if (submitted.outcome?.status !== 'PENDING_APPROVAL') return;
  for (let turn = 0; turn < MOST_ROUNDS_OF_APPROVAL && !scene.clients.isClosed; turn++) {
    if (!(await decideWhatIsOpen(scene, quoteId))) return;
  }
}

/** Decides each open approval of a quote, two deciders racing on two APIs. Gives false once nothing is left to decide. */
async function decideWhatIsOpen(scene: Scene, quoteId: string): Promise<boolean> {
  const { draw, tenant, clients, round } = scene;
  const reader = personOf(tenant, 'manager1');
  const quote = await clients.read<ShownQuote>(round, tenant, reader, 'quote', {
    api: draw.between(0, 1),
    id: quoteId,
  });
  if (quote && quote.status !== 'PENDING_APPROVAL') return false;
  const open = quote?.approvals.filter(({ status }) => status === 'OPEN') ?? [];
  if (open.length === 0) await after(300);
  await Promise.all(open.map((approval) => race(scene, approval)));
  return true;
}

async function race(scene: Scene, { id, version, role, assigneeId }: ShownQuote['approvals'][number]): Promise<void> {
  const { draw, tenant } = scene;
  const assignee = tenant.people.find((person) => person.id === assigneeId)?.handle;
  const [one = '', other = ''] = assignee ? [assignee, assignee] : (DECIDERS[role] ?? []);
  const decision = () => (draw.chance(0.85) ? { decision: 'APPROVE' } : { decision: 'REJECT', reasonCode: 'OTHER' });
  const racers = draw.chance(0.7) ? [one, other] : [one];
  await Promise.all(
    racers.map((handle, api) =>
      ask(scene, 'decideApproval', handle, { approvalId: id, version, ...decision() }, { api }),
    ),
  );
}
