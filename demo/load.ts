import { decideHalf } from './decide-half.js';
import { importRecords } from './import-records.js';
import { callerNamed, type DemoJob, type DemoRuntime } from './job.js';
import { linkCustomer } from './link-customer.js';
import { openTenants } from './open-tenants.js';
import type { Progress } from './progress.js';
import { quotesByExternalId, quoteWonDeals } from './quote-won-deals.js';
import { countImports, countLeads, countQuotes, type DemoReport } from './report.js';
import { routeLeads } from './route-leads.js';
import { useForAMonth } from './use-for-a-month.js';
import { verifyEvidence } from './verify.js';

/**
 * Does the main job on the CRM export: opens the tenants, imports, routes, quotes, decides, uses and verifies, through the use
 * cases that everybody has. What is there already is found by its external id, so that a second run changes nothing. Worker
 * and sealer must be running. Throws StartupError, with one sentence, when something is not as expected.
 */
export async function loadDemo(runtime: DemoRuntime, progress: Progress): Promise<DemoReport> {
  const { tenantId } = await progress.stage('open tenants', null, () => openTenants(runtime));
  const job: DemoJob = { runtime, tenantId, progress, as: (handle) => callerNamed(runtime, tenantId, handle) };
  const imported = await importRecords(job);
  const ingested = await routeLeads(job);
  const quoted = await quoteWonDeals(job);
  const made = await decideHalf(job, quoted.quotes);
  await progress.stage('link customer', null, () => linkCustomer(job));
  const used = await useForAMonth(job);
  const verified = await verifyEvidence(job);
  const all = await quotesByExternalId(job);
  const won = new Map([...all].filter(([externalId]) => quoted.quotes.has(externalId)));
  const { quotes, byRoleAndStatus } = await countQuotes(job, won, quoted.created);
  return {
    imports: await countImports(job, imported),
    leads: await countLeads(job, ingested.leadIds, ingested.created),
    quotes,
    decisions: { made, byRoleAndStatus },
    used,
    verified,
    times: [...progress.times],
  };
}
