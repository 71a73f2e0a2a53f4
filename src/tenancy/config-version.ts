import type { ConfigVersionRow } from '../../cypher/rows.js';
import type { ParsedConfig } from './revops-config/index.js';

/** Lifecycle of a version of the configuration, the one table: event by state. `replace`: another came into force. */
export const CONFIG_TRANSITIONS = {
  DRAFT: { activate: 'ACTIVE' },
  ACTIVE: { replace: 'RETIRED' },
  RETIRED: {},
} as const;

export type ConfigState = keyof typeof CONFIG_TRANSITIONS;

/** The state after an event, or null where the table has none. */
export function configAfter(state: string, event: 'activate' | 'replace'): ConfigState | null {
  const events: Partial<Record<'activate' | 'replace', ConfigState>> = CONFIG_TRANSITIONS[state as ConfigState] ?? {};
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
});
