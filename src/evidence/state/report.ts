import type { StateFinding } from './finding.js';

/** What comparing a tenant's graph with its receipts found. */
export interface StateReport {
  ok: boolean;
  findings: StateFinding[];
  receipts: number;
  workflows: number;
  payloads: { verified: number; erased: number; removed: number };
  /** Nodes that are as their receipts tell, by label, and dated edges by type. */
  compared: Record<string, number>;
  /** Of these, nodes told by the digest of an import's batch alone, and in how many batches. */
  imported: { nodes: number; batches: number };
  /** Nodes whose last snapshot was erased by right: named, and not compared. */
  erased: { label: string; id: string }[];
  /** Nodes whose last snapshot left when its time was up: named, and not compared. */
  removed: { label: string; id: string }[];
  /** Nodes whose first snapshots left when their time was up: what later ones tell was compared, and nothing else. */
  partly: { label: string; id: string }[];
  /** Nodes of which only receipts tell that do not hold: these are the findings. */
  unsettled: { label: string; id: string }[];
  /** People and leads whose personal details were erased by right: these are not compared. */
  personalErased: number;
  /** Snapshots of types that this build does not rebuild, by type. */
  unknown: Record<string, number>;
}

/** How far a reading is: first receipts are read, then nodes looked through for those that no receipt tells of. */
export type StateProgress = (stage: 'receipts' | 'nodes', done: number, total: number | null) => void;
