import type { ConfigVersionRow } from '../../cypher/rows.js';
import type { ReceiptDraft } from '../kernel/receipts.js';
import type { ParsedConfig } from './revops-config/index.js';

/**
 * Lifecycle of a version of the configuration, the one table: event by state. `replace`: another came into force;
 * `unschedule`: somebody called it off, or what it was to replace is not in force any more.
 */
export const CONFIG_TRANSITIONS = {
  DRAFT: { activate: 'ACTIVE', schedule: 'SCHEDULED' },
  SCHEDULED: { activate: 'ACTIVE', unschedule: 'DRAFT' },
  ACTIVE: { replace: 'RETIRED' },
  RETIRED: {},
} as const;

export type ConfigState = keyof typeof CONFIG_TRANSITIONS;

export type ConfigEvent = 'activate' | 'replace' | 'schedule' | 'unschedule';

/** The state after an event, or null where the table has none. */
export function configAfter(state: string, event: ConfigEvent): ConfigState | null {
  const events: Partial<Record<ConfigEvent, ConfigState>> = CONFIG_TRANSITIONS[state as ConfigState] ?? {};
  return events[event] ?? null;
}

/** Use cases that read a configuration's text are handed the schema that all slices' sections were composed into. */
export interface ConfigParsing {
  parseConfig(yaml: string): ParsedConfig;
}

/** The chain of the tenant's configuration. */
export const CONFIG_CHAIN = { id: 'admin:config', kind: 'admin' };

/** A version as a receipt keeps it; its text, which never changes, stands in the receipt of its draft. */
export const configSnapshot = (config: ConfigVersionRow) => ({
  type: 'RevOpsConfigVersion',
  id: config.id,
  version: config.version,
  createdAt: config.createdAt,
  number: config.number,
  state: config.state,
  sha256: config.sha256,
  savedBy: config.savedBy,
  activatedBy: config.activatedBy,
  activatedAt: config.activatedAt,
  retiredAt: config.retiredAt,
  activateAt: config.activateAt,
  scheduledBy: config.scheduledBy,
  scheduledReplaces: config.scheduledReplaces,
});

/** The receipt of what happened to a version. */
export const configReceipt = (
  config: ConfigVersionRow,
  step: string,
  outcome: ReceiptDraft['outcome'],
  business: Record<string, unknown>,
): ReceiptDraft => ({
  workflow: CONFIG_CHAIN.id,
  step,
  outcome,
  resource: { type: 'RevOpsConfigVersion', id: config.id, version: config.version },
  business: { number: config.number, sha256: config.sha256, ...business },
});

/** A version as it is saved. */
export const draftVersion = (
  draft: { id: string; number: number; sha256: string; savedBy: string },
  at: string,
): ConfigVersionRow => ({
  ...draft,
  state: 'DRAFT',
  version: 1,
  activatedBy: null,
  createdAt: at,
  activatedAt: null,
  retiredAt: null,
  ...UNSCHEDULED,
});

/** What a version holds of its schedule once it has none. */
export const UNSCHEDULED = { activateAt: null, scheduledBy: null, scheduledReplaces: null };
