import type { FoundNode, ListedNode } from '../../../cypher/rows.js';
import type { CheckedChain } from './checked-chains.js';
import { nodeFinding } from './comparison.js';
import { type ReceiptName, type StateFinding, told } from './finding.js';
import { KnownIds } from './known-ids.js';
import type { StateReport } from './report.js';
import type { DigestTelling, Loss, Telling } from './telling.js';

/** A node that is ahead of every receipt that was read of it so far. */
interface Behind {
  label: string;
  id: string;
  version: number;
  isVersion: number;
  receipt: ReceiptName;
  loss: Loss | null;
  /** An import may have told of the version that it has. */
  isImported: boolean;
}

/** What one reading has found so far: its report, and what it needs to tell an extra node from a known one. */
export class Ledger {
  readonly known = new KnownIds();
  readonly #behind = new Map<string, Behind>();
  readonly #missing = new Map<string, Telling | DigestTelling>();
  /** Ids of which receipts told that cannot be read. */
  readonly #lost = new Map<string, Loss>();
  /** When the last of them was left. */
  readonly #lostUntil = new Map<string, string>();
  #peopleRemovedUntil = '';
  /** Whether anything left of chains that tell of what is not their own. */
  #isLongRemoved = false;
  #lostImports: Loss | null = null;
  /** A null parent: it has none; false: nobody knows. */
  readonly #parents = new Map<string, { parent: string | null | false; receipt: ReceiptName }>();
  readonly #batches = new Set<string>();
  readonly report: Omit<StateReport, 'ok'> = {
    ...{ findings: [], receipts: 0, workflows: 0, payloads: { verified: 0, erased: 0, removed: 0 }, compared: {} },
    ...{
      imported: { nodes: 0, batches: 0 },
      erased: [],
      removed: [],
      partly: [],
      unsettled: [],
      personalErased: 0,
      unknown: {},
    },
  };

  /** Notes what was read of a chain. */
  take({ findings, lost, read, payloads, unknown, isEnd }: CheckedChain): void {
    const { report } = this;
    report.findings.push(...findings);
    report.receipts += read.length;
    report.workflows += Number(isEnd);
    report.payloads.verified += payloads.verified;
    report.payloads.erased += payloads.erased;
    report.payloads.removed += payloads.removed;
    for (const { id, payloads: kinds } of read) {
      for (const kind of kinds) this.known.add(kind === 'business' ? 'BusinessPayload' : 'PersonalPayload', id);
    }
    for (const { id, loss, step, kind, at } of lost) {
      this.#lost.set(id, loss);
      this.#lostUntil.set(id, later(this.#lostUntil.get(id) ?? '', at));
      if (loss === 'removed' && kind !== 'activity' && kind !== 'batch') this.#isLongRemoved = true;
      if (loss === 'removed' && kind === 'admin') this.#peopleRemovedUntil = later(this.#peopleRemovedUntil, at);
      if (step === 'IMPORT_ROWS') this.#lostImports = loss;
    }
    for (const type of unknown) report.unknown[type] = (report.unknown[type] ?? 0) + 1;
  }

  /** Notes a node that is ahead of what was read; the last receipt of it counts. */
  noteBehind(telling: Telling | DigestTelling, isVersion: number): void {
    const { rebuild, id, receipt } = telling;
    if ('state' in telling) this.noteSatellites(telling);
    const key = `${rebuild.label} ${id}`;
    const version = telling.version ?? 0;
    const before = this.#behind.get(key);
    if (this.known.has(rebuild.label, id) || (before && before.version > version)) return;
    const loss = 'loss' in telling ? telling.loss : null;
    const isImported = rebuild.isImported ?? false;
    this.#behind.set(key, { label: rebuild.label, id, version, isVersion, receipt, loss, isImported });
  }

  /** Notes a node that is not there; several chains may tell of it, and the last that does is named. */
  noteMissing(telling: Telling | DigestTelling): void {
    const { rebuild, id } = telling;
    if ('state' in telling) this.noteSatellites(telling);
    const key = `${rebuild.label} ${id}`;
    const before = this.#missing.get(key);
    if (!before || (telling.version ?? 0) >= (before.version ?? 0)) this.#missing.set(key, telling);
  }

  /** Names each node that is not there, once. */
  settleMissing(): void {
    for (const { rebuild, id, receipt } of this.#missing.values()) {
      const sentence = `${rebuild.label} ${id} is not there, ${told(receipt)} tells of it`;
      this.report.findings.push(nodeFinding('missing', { label: rebuild.label, id }, sentence, receipt));
    }
    this.#missing.clear();
  }

  /** Notes a node that was compared with what its last receipt tells. */
  noteCompared(telling: Telling | DigestTelling, found: FoundNode, findings: StateFinding[]): void {
    const { report, known } = this;
    const { rebuild, id, receipt } = telling;
    const { label, root } = rebuild;
    report.findings.push(...findings);
    if ('isPartial' in telling && telling.isPartial) report.partly.push({ label, id });
    if (!known.has(label, id)) this.count(label);
    known.add(label, id);
    this.#behind.delete(`${label} ${id}`);
    if ('sha256' in telling) {
      report.imported.nodes += 1;
      report.imported.batches = this.#batches.add(receipt.id).size;
    } else {
      this.noteSatellites(telling);
    }
    if (!root) return;
    // Of what is not what its digest says, nobody knows the parent.
    const told = 'sha256' in telling ? findings.length === 0 && found.properties : telling.state;
    this.#parents.set(id, { parent: told && ((told[root.parent] as string | undefined) ?? null), receipt });
  }

  /** Notes a node without versions, which a receipt may have changed that cannot be read any more. */
  noteUnreadable(telling: Telling): void {
    this.noteSatellites(telling);
    this.known.add(telling.rebuild.label, telling.id);
    this.setApart(telling.rebuild.label, telling.id, 'removed');
  }

  /** Notes what follows from a node, be the node there or not. */
  noteSatellites({ rebuild, id, state, personal, isPersonalErased }: Telling): void {
    if (isPersonalErased) this.#noteErasedDetails(id);
    for (const [satellite, keys] of Object.entries(rebuild.satellites?.({ ...state, ...personal }) ?? {})) {
      for (const key of keys) this.known.add(satellite, key);
    }
  }

  count(label: string): void {
    this.report.compared[label] = (this.report.compared[label] ?? 0) + 1;
  }

  /** Whether anything was told that cannot be read. */
  get hasLosses(): boolean {
    return this.#lost.size > 0;
  }

  /** Why nothing can be said of a node that nothing readable tells of; null when something should. */
  lossOf(
    { id, owner }: ListedNode,
    what: { isImported?: boolean; isSatellite?: boolean; isToldElsewhere?: boolean } = {},
  ): Loss | null {
    const { isImported = false, isSatellite = false, isToldElsewhere = false } = what;
    const own = this.#lost.get(id) ?? (owner === null ? undefined : this.#lost.get(owner));
    const details = isSatellite && owner !== null ? this.#lost.get(`details ${owner}`) : undefined;
    const elsewhere = isToldElsewhere && this.#isLongRemoved ? ('removed' as const) : null;
    return own ?? details ?? elsewhere ?? (isImported ? this.#lostImports : null);
  }

  /** Until when receipts cannot be read that may tell of a user's edges, in their own chain or in another's; null: all can. */
  lostUntil(userId: string): string | null {
    return later(this.#lostUntil.get(userId) ?? '', this.#peopleRemovedUntil) || null;
  }

  /** Puts a node apart that cannot be compared; what belongs to it cannot be either. */
  setApart(label: string, id: string, loss: Loss): void {
    this.#lost.set(id, loss);
    this.report[loss].push({ label, id });
  }

  /** The node at the top of the chain of parents that receipts tell, with the receipt that tells its own; null when one is unknown. */
  rootOf(id: string): { root: string; receipt: ReceiptName } | null {
    const own = this.#parents.get(id);
    const seen = new Set<string>();
    for (let root = id, next = own; own && next && next.parent !== false && !seen.has(root); ) {
      if (next.parent === null) return { root, receipt: own.receipt };
      seen.add(root);
      root = next.parent;
      next = this.#parents.get(root);
    }
    return null;
  }

  /** Takes a node out of those that are ahead, and says so. Gives whether it was one. */
  settleBehind(label: string, id: string): boolean {
    const behind = this.#behind.get(`${label} ${id}`);
    if (!behind) return false;
    this.#behind.delete(`${label} ${id}`);
    const { version, isVersion, receipt } = behind;
    const loss = behind.loss ?? (behind.isImported ? this.#lostImports : null);
    if (loss) this.setApart(label, id, loss);
    else {
      const sentence = `${label} ${id} version is ${isVersion}, ${told(receipt)}, the last that tells of it, says ${version}`;
      const finding = { kind: 'differs' as const, node: { label, id }, property: 'version', edge: null };
      this.report.findings.push({ ...finding, receipt, sentence });
    }
    return true;
  }

  /** The same of all that are left: nodes that no list of their label has. */
  settleRest(): void {
    for (const { label, id } of [...this.#behind.values()]) this.settleBehind(label, id);
  }

  #noteErasedDetails(id: string): void {
    this.report.personalErased += 1;
    this.#lost.set(`details ${id}`, 'erased');
  }
}

const later = (a: string, b: string): string => (a > b ? a : b);
