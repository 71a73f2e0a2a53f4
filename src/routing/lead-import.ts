import { leadIdentitiesFind } from '../../cypher/generated/routing.js';
import type { Cells, ImportKind, ImportRow, ImportWork, RowNotes, RowResult } from '../crm/index.js';
import { inLanes } from '../kernel/in-lanes.js';
import { takeIn } from './ingest-lead.js';
import { identitiesOf, type LeadCommand, leadCommand } from './lead-command.js';

/** Rows taken in side by side; each is a use case of its own, with its own receipt. */
const AT_ONCE = 16;

/** Imports leads, by external id, else by e-mail: they spread over owners and pools as if they had come one by one. */
export const leadImport: ImportKind<LeadCommand> = {
  name: 'leads',
  action: 'importLeads',
  columns: [
    { name: 'external_id', aliases: ['lead_id', 'id'] },
    { name: 'name', aliases: ['full_name', 'contact'] },
    { name: 'email', aliases: ['e-mail', 'email_address'] },
    { name: 'company', aliases: ['account', 'organisation', 'organization'] },
    { name: 'website', aliases: ['domain', 'url'] },
    { name: 'country' },
    { name: 'state', aliases: ['region', 'province'] },
    { name: 'segment' },
    { name: 'company_size', aliases: ['employees', 'headcount'] },
    { name: 'industry', aliases: ['sector'] },
    { name: 'source', aliases: ['lead_source'] },
    ...['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'].map((name) => ({ name })),
  ],
  parse,
  keyOf: (row) => identitiesOf(row).map(({ kind, value }) => `${kind} ${value}`)[0] ?? '',
  passes: [{ resolve: async () => undefined, preview, write }],
};

function parse(cells: Cells, notes: RowNotes): LeadCommand | null {
  const raw = {
    externalId: cells.text('external_id'),
    name: cells.text('name'),
    email: cells.text('email'),
    company: cells.spelled('company', 'account'),
    website: cells.text('website'),
    country: cells.country('country'),
    state: cells.text('state'),
    segment: cells.text('segment'),
    companySize: cells.whole('company_size', 0, 100_000_000),
    industry: cells.spelled('industry', 'sector'),
    source: cells.text('source') ?? 'csv',
    utmSource: cells.text('utm_source'),
    utmMedium: cells.text('utm_medium'),
    utmCampaign: cells.text('utm_campaign'),
    utmTerm: cells.text('utm_term'),
    utmContent: cells.text('utm_content'),
  };
  if (notes.rejected) return null;
  if (!raw.externalId && !raw.email) {
    notes.reject('external_id', 'is empty, and so is the e-mail: the row could not be told from others');
    return null;
  }
  const parsed = leadCommand.safeParse(raw);
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues) notes.reject(columnOf(String(path[0])), message);
  return null;
}

const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

async function preview({ runtime, caller }: ImportWork, rows: ImportRow<LeadCommand>[]): Promise<RowResult[]> {
  const identities = rows.flatMap(({ value }, n) => identitiesOf(value).map((identity) => ({ n, ...identity })));
  const known = new Set(
    (await runtime.graph.read(leadIdentitiesFind, caller.tenantId, { identities })).map(({ n }) => n),
  );
  return rows.map((_, n) => (known.has(n) ? 'unchanged' : 'created'));
}

async function write({ runtime, caller, runId }: ImportWork, rows: ImportRow<LeadCommand>[]): Promise<RowResult[]> {
  return inLanes(rows, AT_ONCE, async (row) => {
    const asked = { action: 'importLeads', idempotencyKey: `${runId}:lead:${row.number}` } as const;
    const taken = await takeIn(runtime, caller, row.value, asked);
    if (taken.__typename !== 'LeadIngested') row.notes.reject(null, taken.message);
    return taken.__typename === 'LeadIngested' && taken.created ? 'created' : 'unchanged';
  });
}
