import { type Looking, say } from './looking.js';
import { leafHash } from './merkle.js';
import { readCheckpoint } from './note.js';
import { sealedReceipts } from './receipts.js';

interface Head {
  size: number;
  edge: Int8Array;
}

/**
 * Reads what the log grew by: receipts in its order, each chain, the tree over them, its tiles and every signed head
 * (RFC 6962, C2SP). Gives false when the log has a gap, behind which nothing can be said.
 */
export async function followLog(looking: Looking): Promise<boolean> {
  const { look, tenant, memory } = looking;
  const before = memory.tree.size;
  const [head] = await look.rows<Head>(
    'MATCH (log:LogHead {tenantId: $tenantId}) RETURN log.size AS size, log.edge AS edge',
    { tenantId: tenant.id },
  );
  const size = head?.size ?? 0;
  if (size < before) say(looking, 'log', `the log has ${size} entries, it had ${before}`);
  const notes = await look.rows<{ size: number; note: string }>(
    'MATCH (c:Checkpoint {tenantId: $tenantId}) WHERE c.size > $from AND c.size <= $to RETURN c.size AS size, c.note AS note',
    { tenantId: tenant.id, from: before, to: size },
  );
  const noteAt = new Map(notes.map((one) => [one.size, one.note]));
  for await (const page of sealedReceipts(look, tenant.id, before, size)) {
    for (const receipt of page) {
      const at = memory.tree.size;
      if (receipt.node.leafIndex !== at) return gap(looking, at, receipt.node.leafIndex);
      const { workflowId, workflowSeq, id } = receipt.node;
      for (const { rule, what } of memory.take(receipt))
        say(looking, rule, `receipt ${id} (${workflowId} ${workflowSeq}): ${what}`);
      memory.tree.append(leafHash(Buffer.from(receipt.node.body)));
      verifyNote(looking, noteAt.get(at + 1));
    }
  }
  if (memory.tree.size !== size) return gap(looking, memory.tree.size, size);
  if (size > before && !noteAt.has(size)) say(looking, 'log', `there is no checkpoint of size ${size}, the log's`);
  if (head && !memory.tree.edge().equals(Buffer.from(head.edge))) {
    say(looking, 'log', `the stored edge of size ${size} is not that of the tree over the receipts`);
  }
  await verifyTiles(looking);
  return true;
}

function gap(looking: Looking, wanted: number, found: unknown): false {
  say(
    looking,
    'log',
    `the receipt of leaf ${wanted} is missing: the next that is there, or the log's size, is ${found}`,
  );
  return false;
}

function verifyNote(looking: Looking, note: string | undefined): void {
  if (note === undefined) return;
  const { tree } = looking.memory;
  const said = readCheckpoint(note, looking.tenant.logKey);
  if (typeof said === 'string') say(looking, 'log', `the checkpoint of size ${tree.size}: ${said}`);
  else if (said.size !== tree.size || !said.root.equals(tree.root())) {
    const own = tree.root().toString('base64');
    say(
      looking,
      'log',
      `the checkpoint of size ${tree.size} signs ${said.size} ${said.root.toString('base64')}, the receipts give ${own}`,
    );
  }
}

async function verifyTiles(looking: Looking): Promise<void> {
  const { look, tenant, memory, isWhole } = looking;
  const own = memory.tree.takeFilled();
  const rows = await look.rowsOf<{ level: number; index: number; data: Int8Array }>(
    `UNWIND $items AS wanted
     MATCH (tile:LogTile {tenantId: $tenantId, level: wanted.level, index: wanted.index})
     RETURN tile.level AS level, tile.index AS index, tile.data AS data`,
    tenant.id,
    own.map(({ level, index }) => ({ level, index })),
  );
  const stored = new Map(rows.map(({ level, index, data }) => [`${level}/${index}`, Buffer.from(data)]));
  for (const { level, index, data } of own) {
    const found = stored.get(`${level}/${index}`);
    if (!found?.equals(data))
      say(looking, 'log', `tile ${level}/${index} ${found ? 'holds other hashes' : 'is not stored'}`);
  }
  if (!isWhole) return;
  const [tiles] = await look.rows<{ count: number }>(
    'MATCH (tile:LogTile {tenantId: $tenantId}) RETURN count(tile) AS count',
    { tenantId: tenant.id },
  );
  if (tiles?.count !== memory.tree.tiles)
    say(looking, 'log', `${tiles?.count} tiles are stored, there are ${memory.tree.tiles}`);
}

interface StoredEnd {
  id: string;
  kind: string;
  seq: number;
  sha256: string | null;
  lastReceiptId: string | null;
  lastAt: string | null;
}

/** Compares the stored head of every chain that was told of with the last of its receipts, and counts receipts. */
export async function compareHeads(looking: Looking): Promise<void> {
  const { look, tenant, memory, isWhole } = looking;
  const heads = isWhole
    ? await look.rows<StoredEnd>(
        'MATCH (h:RevWorkflow {tenantId: $tenantId}) WHERE h.id IS NOT NULL RETURN h.id AS id, h.kind AS kind, h.seq AS seq, h.sha256 AS sha256, h.lastReceiptId AS lastReceiptId, h.lastAt AS lastAt',
        { tenantId: tenant.id },
      )
    : await look.rowsOf<StoredEnd>(
        'UNWIND $items AS id MATCH (h:RevWorkflow {tenantId: $tenantId, id: id}) RETURN h.id AS id, h.kind AS kind, h.seq AS seq, h.sha256 AS sha256, h.lastReceiptId AS lastReceiptId, h.lastAt AS lastAt',
        tenant.id,
        [...memory.touched.chains],
      );
  const stored = new Map(heads.map((head) => [head.id, head]));
  for (const id of memory.touched.chains)
    if (!stored.has(id)) say(looking, 'chain', `workflow ${id} has receipts and no head`);
  for (const { id, kind, seq, sha256, lastReceiptId, lastAt } of heads) {
    const end = memory.chains.get(id) ?? { kind, seq: 0, sha256: null, id: null, at: null };
    const differs = [
      kind !== end.kind,
      seq !== end.seq,
      sha256 !== end.sha256,
      lastReceiptId !== end.id,
      lastAt !== end.at,
    ];
    if (differs.includes(true)) {
      const found = `${kind} ${seq} ${sha256} ${lastReceiptId} ${lastAt}`;
      say(
        looking,
        'chain',
        `the head of ${id} is ${found}, its receipts end with ${end.kind} ${end.seq} ${end.sha256} ${end.id} ${end.at}`,
      );
    }
  }
}
