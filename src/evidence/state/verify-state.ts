import type { SliceRebuild } from '../../kernel/rebuild.js';
import type { Runtime } from '../../kernel/runtime.js';
import { readOnce } from './one-reading.js';
import type { StateProgress, StateReport } from './report.js';
import { Registry } from './telling.js';

/**
 * Rebuilds a tenant's state from the last snapshots in its receipts, each checked first, and names every node, edge and property
 * that is missing, extra or different, with the receipt that says otherwise. Nothing is locked: what changes meanwhile may look
 * wrong once, so only what two readings agree on is a finding.
 */
export async function verifyState(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  slices: readonly SliceRebuild[],
  onProgress: StateProgress = () => undefined,
): Promise<StateReport> {
  const registry = new Registry(slices);
  const first = await readOnce(graph, tenantId, registry, onProgress);
  if (first.findings.length === 0) return { ...first, ok: true };
  const suspected = new Set(first.findings.map(({ sentence }) => sentence));
  const second = await readOnce(graph, tenantId, registry, onProgress);
  const findings = second.findings.filter(({ sentence }) => suspected.has(sentence));
  return { ...second, findings, ok: findings.length === 0 };
}
