import { shown } from './findings.js';
import { type Looking, say } from './looking.js';
import type { Done } from './memory.js';

type Properties = Record<string, unknown>;
type Input = Readonly<Record<string, unknown>>;
interface FoundLine {
  productId: string;
  quantity: number;
  netMinor: number;
  unitMinor: number | null;
}
interface FoundNode {
  id: string;
  node: Properties;
  /** Of a quote: the lines of its first version. */
  lines: FoundLine[];
  /** Of a lead: by what it is known. */
  identities: { kind: string; value: string }[];
}

/** Which property of the node each field of an input became; what is not listed is changed on its way, or stands in an edge. */
const SAME: Record<string, { id: string; fields: readonly string[] }> = {
  createTeam: { id: 'teamId', fields: ['handle', 'name'] },
  createProduct: { id: 'productId', fields: ['sku', 'name', 'series', 'recurring'] },
  createAccount: {
    id: 'accountId',
    fields: ['name', 'externalId', 'region', 'sector', 'employees', 'parentId', 'ownerId'],
  },
  createOpportunity: {
    id: 'opportunityId',
    fields: [
      'name',
      'stage',
      'externalId',
      'accountId',
      'ownerId',
      'productId',
      'strategic',
      'engageDate',
      'closeDate',
    ],
  },
  ingestLead: {
    id: 'leadId',
    fields: [
      'externalId',
      'name',
      'company',
      'companySize',
      'industry',
      'source',
      'segment',
      'utmSource',
      'utmCampaign',
    ],
  },
  createQuote: { id: 'quoteId', fields: ['opportunityId', 'externalId'] },
};
/** Amounts of an input, and the properties that hold their minor units. */
const AMOUNTS: Record<string, string> = {
  listPrice: 'listPriceMinor',
  amount: 'amountMinor',
  revenue: 'revenueMinor',
  arr: 'arrMinor',
};
/** These say only who they are, so that letters may be large or small. */
const FOLDED = ['email', 'domain'];

/** Compares what was made with what was asked for, field by field. */
export async function compareContent(looking: Looking): Promise<void> {
  const { look, tenant, memory } = looking;
  const made = memory.touched.done.filter(({ kind }) => kind in SAME);
  const rows = await look.rowsOf<FoundNode>(
    `UNWIND $items AS id MATCH (n:Entity {tenantId: $tenantId, id: id})
     RETURN id, properties(n) AS node,
       COLLECT { MATCH (n)-[:HAS_VERSION]->(:QuoteVersion {number: 1})-[:HAS_LINE]->(l:QuoteLine)
         OPTIONAL MATCH (l)-[:OF_PRODUCT]->(p:Product)
         RETURN {productId: l.productId, quantity: l.quantity, netMinor: l.netMinor, unitMinor: p.listPriceMinor} ORDER BY l.number } AS lines,
       [(i:LeadIdentity)-[:IDENTIFIES]->(n) | {kind: i.kind, value: i.value}] AS identities`,
    tenant.id,
    made.map((done) => idOf(done)),
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  for (const done of made) {
    const id = idOf(done);
    const row = found.get(id);
    const told = row ? problems(done, row) : ['it is not there'];
    for (const what of told) say(looking, 'acknowledged-once', `${done.kind} made ${id}: ${what}`, done.entryId);
  }
}

const idOf = ({ kind, saved }: Done): string => String(saved[SAME[kind]?.id ?? '']);

function problems({ kind, caller, input }: Done, { node, lines, identities }: FoundNode): string[] {
  const fields = SAME[kind]?.fields ?? [];
  const wanted: [string, unknown][] = [
    ...fields.map((field): [string, unknown] => [field, trimmed(input[field])]),
    ...FOLDED.map((field): [string, unknown] => [field, trimmed(input[field])]),
    ...Object.entries(AMOUNTS).map(([field, property]): [string, unknown] => [property, minorOf(input[field])]),
    ...(kind === 'createQuote' ? [['ownerId', input.onBehalfOf ?? caller] as [string, unknown]] : []),
    ...(kind === 'ingestLead' ? [['broughtById', caller] as [string, unknown]] : []),
  ];
  const differing = wanted.flatMap(([property, value]) => {
    if (value === undefined || value === null || value === '') return [];
    const is = FOLDED.includes(property) ? String(node[property]).toLowerCase() : node[property];
    const should = FOLDED.includes(property) ? String(value).toLowerCase() : value;
    return is === should ? [] : [`its ${property} is ${shown(is)}, asked for was ${shown(should)}`];
  });
  if (kind === 'createQuote') return [...differing, ...lineProblems(input, lines)];
  return kind === 'ingestLead' ? [...differing, ...identityProblems(input, identities)] : differing;
}

const trimmed = (value: unknown): unknown => (typeof value === 'string' ? value.trim() : value);
const minorOf = (amount: unknown): unknown => (amount as { amountMinor?: number } | null | undefined)?.amountMinor;

/** Prices again: a discount in basis points, rounded up to the minor unit of one piece. */
function lineProblems({ lines: asked }: Input, found: FoundLine[]): string[] {
  const lines = asked as {
    productId: string;
    quantity: number;
    discount?: number;
    netUnitPrice?: { amountMinor: number };
  }[];
  if (lines.length !== found.length)
    return [`its first version has ${found.length} lines, asked for were ${lines.length}`];
  return lines.flatMap((line, at) => {
    const { productId, quantity, netMinor, unitMinor } = found[at] as FoundLine;
    const unit =
      line.netUnitPrice?.amountMinor ?? Math.ceil(((unitMinor ?? 0) * (10_000 - (line.discount ?? 0))) / 10_000);
    const wanted = `${line.productId} ${line.quantity} ${unit * line.quantity}`;
    const is = `${productId} ${quantity} ${netMinor}`;
    return is === wanted ? [] : [`line ${at + 1} is ${is}, asked for was ${wanted}`];
  });
}

function identityProblems({ externalId, email }: Input, identities: FoundNode['identities']): string[] {
  const wanted = Number(Boolean(trimmed(externalId))) + Number(Boolean(trimmed(email)));
  if (identities.length !== wanted) return [`it is known by ${identities.length} identities, not ${wanted}`];
  const own = identities.find(({ kind }) => kind === 'external_id')?.value ?? null;
  return own === (trimmed(externalId) || null) ? [] : [`it is known by external id ${own}, not ${externalId}`];
}
