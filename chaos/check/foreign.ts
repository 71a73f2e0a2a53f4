import type { Entry, Read } from '../world.js';
import { type Looking, say } from './looking.js';

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Looks up whatever ids a tenant was shown, by a read or by the answer to a write: each is a row of its own. */
export async function compareRows(looking: Looking): Promise<void> {
  const { world, tenant } = looking;
  const reads = world.reads.filter(({ tenantId }) => tenantId === tenant.id);
  for (const { field, foreign, ids } of reads) {
    if (foreign !== null && ids.length > 0) {
      say(looking, 'foreign', `${field} by an id of tenant ${foreign} showed ${ids.join(', ')}`);
    }
  }
  const shownBy = new Map<string, Read | Entry>();
  for (const read of reads) for (const id of read.foreign === null ? read.ids : []) shownBy.set(id, read);
  for (const entry of world.journal) {
    if (entry.tenantId !== tenant.id || !(looking.isWhole || entry.round === world.round)) continue;
    for (const id of entry.answers.flatMap(({ body }) => idsIn(shownIn(body)))) shownBy.set(id, entry);
  }
  for (const id of await strangers(looking, [...shownBy.keys()])) {
    const by = shownBy.get(id) as Read | Entry;
    const whose = await ownerOf(looking, id);
    const how = 'field' in by ? `the read ${by.field} by ${by.caller}` : `the answer to ${by.kind} by ${by.caller}`;
    say(looking, 'foreign', `${how} showed ${id}, which is ${whose}`, 'field' in by ? undefined : by.id);
  }
}

/** What an answer shows of rows: an error may name its own request, and that is nobody's. */
function shownIn(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || 'errors' in body || 'error' in body) return null;
  return body;
}

/** Every id in an answer, however deep. */
function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return ID.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : [];
}

/** Ids of a list that are nothing of this tenant. */
async function strangers({ look, tenant }: Looking, ids: string[]): Promise<string[]> {
  const rows = await look.rowsOf<{ id: string }>(
    `UNWIND $items AS id
     WITH id WHERE NOT EXISTS { (:Entity {tenantId: $tenantId, id: id}) } AND NOT EXISTS { (:Receipt {tenantId: $tenantId, id: id}) }
     RETURN id`,
    tenant.id,
    ids,
  );
  return rows.map(({ id }) => id);
}

async function ownerOf({ look, world }: Looking, id: string): Promise<string> {
  for (const other of world.tenants) {
    const [row] = await look.rows<{ label: string }>(
      "MATCH (n:Entity {tenantId: $tenantId, id: $id}) RETURN [l IN labels(n) WHERE l <> 'Entity'][0] AS label",
      { tenantId: other.id, id },
    );
    if (row) return `a ${row.label} of tenant ${other.id}`;
  }
  return 'nothing of any tenant';
}
