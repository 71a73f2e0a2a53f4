import { LRUCache } from 'lru-cache';
import { configFindActive, configFindByNumber } from '../../cypher/generated/tenancy.js';
import { DefectError } from '../kernel/errors.js';
import type { Graph } from '../kernel/graph.js';
import type { ConfigParsing } from './config-version.js';
import { coreSection, type RevOpsConfig, sectionOf } from './revops-config/index.js';

/** A tenant's configuration as decisions read it; `sha256` is the one saved with the version. */
export interface VersionedConfig {
  number: number;
  sha256: string;
  config: RevOpsConfig;
}

/** Parsed configurations kept in memory; real ones take some tens of kB each. */
const KEPT = 500;

/** Reads configurations. Versions never change, so parsed ones are kept; which one is in force is asked every time. */
export class Configs {
  readonly #parsed = new LRUCache<string, VersionedConfig>({ max: KEPT });

  constructor(
    private readonly graph: Graph,
    private readonly parse: ConfigParsing['parseConfig'],
  ) {}

  /** The version in force, or null when the tenant has activated none. */
  async active(tenantId: string): Promise<VersionedConfig | null> {
    const [active] = await this.graph.read(configFindActive, tenantId, {});
    return active ? this.version(tenantId, active.number) : null;
  }

  /** One version by its number, whatever its state, or null when there is none. */
  async version(tenantId: string, number: number): Promise<VersionedConfig | null> {
    const key = `${tenantId} ${number}`;
    const kept = this.#parsed.get(key);
    if (kept) return kept;
    const [stored] = await this.graph.read(configFindByNumber, tenantId, { number });
    if (!stored) return null;
    const read = this.parse(stored.yaml);
    if (!read.ok) throw new DefectError(`Version ${number} of the configuration of ${tenantId} is not valid any more`);
    const versioned = { number, sha256: stored.sha256, config: read.config };
    this.#parsed.set(key, versioned);
    return versioned;
  }
}

/** The IANA zone in which a tenant's days and months are counted; UTC until it has a configuration. */
export async function zoneOf(
  { configs }: { configs: { active(tenantId: string): Promise<Pick<VersionedConfig, 'config'> | null> } },
  tenantId: string,
): Promise<string> {
  const active = await configs.active(tenantId);
  return active ? sectionOf(active.config, coreSection).timeZone : 'UTC';
}
