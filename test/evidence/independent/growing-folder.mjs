import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A log folder that grows as the sealer grows it: by its edge, writing full tiles once and the partial ones of each size. */
export class GrowingFolder {
  constructor(code, folder) {
    this.code = code;
    this.folder = folder;
    this.key = code.deriveLogKey('5a'.repeat(32), 'revgraph.example', 'demo', 1);
    this.grown = code.appendLeaves(code.EMPTY_EDGE, []);
    this.entries = [];
    this.heads = [];
    this.workflow = null;
    this.drawn = 0;
  }

  growTo(size) {
    const { appendLeaves, leafHash, signCheckpoint, tilePath, tilesOfLevel, encodeBundle, partialWidth } = this.code;
    const added = Array.from({ length: size - this.entries.length }, () => this.nextEntry());
    this.heads.push({ size: this.entries.length, root: this.grown.root });
    this.entries.push(...added);
    this.grown = appendLeaves(this.grown.edge, added.map(leafHash));
    for (const { level, index, data } of this.grown.fullTiles) this.write(tilePath({ level, index, width: 256 }), data);
    this.grown.edge.levels.forEach((data, level) => {
      const width = partialWidth(size, level);
      if (width > 0) this.write(tilePath({ level, index: Math.floor(size / 256 ** (level + 1)), width }), data);
    });
    for (const bundle of tilesOfLevel(size, 'entries')) {
      const first = bundle.index * 256;
      this.write(tilePath(bundle), encodeBundle(this.entries.slice(first, first + bundle.width)));
    }
    this.write('checkpoint', signCheckpoint({ origin: this.key.name, size, root: this.grown.root }, [this.key]));
  }

  /** Receipts of workflows of ten, made by the code that makes them in the product. */
  nextEntry() {
    const id = () => `01936d2e-7c1a-7000-8000-${(++this.drawn).toString(16).padStart(12, '0')}`;
    if (this.workflow === null || this.workflow.seq === 10) this.workflow = this.code.emptyHead(id(), 'lead');
    const { canonical, head } = this.code.chainReceipt(this.workflow, {
      id: id(),
      tenant_id: 'demo',
      workflow_step: 'ROUTE_LEAD',
      outcome: 'ALLOWED',
      subject: { type: 'system', id: 'router' },
      on_behalf_of: null,
      resource_ref: { type: 'Lead', id: id(), version: 1 },
      policy: null,
      business_commitment: 'c'.repeat(64),
      personal_commitment: null,
      timestamp: '2026-11-20T10:15:30.123Z',
    });
    this.workflow = head;
    return Buffer.from(canonical);
  }

  /** Proofs by our generator, from the files just written, for the other side to verify. */
  async writeProofs() {
    const { inclusionProof, consistencyProof, leafHash, tilePath } = this.code;
    const size = this.entries.length;
    const readTile = async (level, index, width) => readFileSync(join(this.folder, tilePath({ level, index, width })));
    const base64 = (hashes) => hashes.map((hash) => Buffer.from(hash).toString('base64'));
    const indexes = [0, 1, 254, 255, 256, 257, 65_535, 65_536, size >> 1, size - 1].filter((i) => i >= 0 && i < size);
    const inclusion = [];
    for (const index of new Set(indexes)) {
      const proof = base64(await inclusionProof(index, size, readTile));
      inclusion.push({ index, leaf: leafHash(this.entries[index]).toString('base64'), proof });
    }
    const consistency = [];
    for (const { size: oldSize, root: oldRoot } of this.heads) {
      const proof = base64(await consistencyProof(oldSize, size, readTile));
      consistency.push({ oldSize, oldRoot: Buffer.from(oldRoot).toString('base64'), proof });
    }
    this.write('proofs.json', JSON.stringify({ inclusion, consistency }));
  }

  /** The checkpoint, and of each kind of tile the last one. */
  filesToDamage() {
    const { tilePath, tilesOfLevel } = this.code;
    const last = ['entries', 0, 1, 2].map((level) => [...tilesOfLevel(this.entries.length, level)].at(-1));
    return ['checkpoint', ...last.filter((tile) => tile !== undefined).map(tilePath)];
  }

  write(path, data) {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, data);
  }
}
