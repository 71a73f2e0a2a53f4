import { accountsByExternalIds } from '../src/crm/index.js';
import { ingestLead, leadsByIds } from '../src/routing/index.js';
import { deals } from './files.js';
import { type DemoJob, expected, forEach } from './job.js';
import { untilAll } from './waiting.js';

/** The leads of the pipeline: taken in now, or found again. */
export interface Ingested {
  leadIds: string[];
  created: number;
}

/**
 * Sends every `Prospecting` row through ingest, as the SDR who works on them, and waits until the product has routed it.
 * Company and country are its account's; those without an account come with their external id alone.
 */
export async function routeLeads(job: DemoJob): Promise<Ingested> {
  const { runtime, tenantId, progress } = job;
  const rows = (await deals()).filter(({ deal_stage }) => deal_stage === 'Prospecting');
  const names = [...new Set(rows.flatMap(({ account }) => account || []))];
  const accounts = new Map(
    (await accountsByExternalIds(runtime, tenantId, names)).map((account) => [account.externalId, account]),
  );
  const sdr = await job.as('sdr');
  const ingested = await progress.stage('ingest leads', rows.length, (done) =>
    forEach(rows, async ({ opportunity_id, account }) => {
      const of = accounts.get(account);
      const lead = { externalId: opportunity_id, company: of?.name, country: of?.country, source: 'crm' };
      const outcome = expected(await ingestLead(runtime, sdr, lead), 'LeadIngested');
      done();
      return outcome;
    }),
  );
  const leadIds = ingested.map(({ leadId }) => leadId);
  await progress.stage('route leads', rows.length, (done) =>
    untilAll(rows.length, routedOf(job, leadIds), { done, who: 'worker' }),
  );
  return { leadIds, created: ingested.filter(({ created }) => created).length };
}

/** Counts the leads that have their place (an owner, a team's queue, or blocked), asking again only for those that had none. */
function routedOf({ runtime, tenantId }: DemoJob, ids: string[]): () => Promise<number> {
  let waiting = ids;
  return async () => {
    const leads = await leadsByIds(runtime, tenantId, waiting);
    waiting = leads.filter(({ status, waitingIn }) => status === 'received' || waitingIn !== null).map(({ id }) => id);
    return ids.length - waiting.length;
  };
}
