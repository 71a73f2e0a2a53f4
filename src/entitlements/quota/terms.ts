import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { termsFind } from '../../../cypher/generated/entitlements.js';
import type { TermsRow } from '../../../cypher/rows.js';
import { type Clock, instantNow } from '../../kernel/clock.js';
import type { Graph } from '../../kernel/graph.js';
import { Remembered } from '../../kernel/remembered.js';
import type { Instant } from '../../kernel/values/instants.js';
import { type Configs, coreSection, sectionOf, type VersionedConfig } from '../../tenancy/index.js';
import { quotaSettings } from './config-section.js';
import type { QuotaTerms } from './quota.js';
import { grantsAt, nextEnd, planAt, planQuotasAt } from './terms-in-force.js';
import type { TermsSource } from './terms-source.js';

/** Terms of tenants kept in memory; real ones take some kB each. */
const KEPT = 10_000;

/** What was read of a tenant, and the terms that followed from it last. */
interface KnownTerms {
  terms: TermsRow;
  config: VersionedConfig | null;
  last: { terms: QuotaTerms; from: Instant; until: Instant | null } | null;
}

/**
 * Terms as checks read them: in memory, read anew every 0.4 s at most, in one statement, and served on while the graph
 * is away. What ends by itself (a trial, a custom quota, a grant) ends at its instant, whether it could be read anew or not.
 */
export class CachedTerms implements TermsSource {
  readonly #known: Remembered<KnownTerms>;

  constructor(
    private readonly graph: Graph,
    private readonly configs: Configs,
    private readonly clock: Clock,
  ) {
    this.#known = new Remembered((tenantId) => this.#read(tenantId), { most: KEPT });
  }

  async termsOf(tenantId: string): Promise<QuotaTerms | null> {
    const known = await this.#known.get(tenantId);
    if (!known) return null;
    const now = instantNow(this.clock);
    const { last } = known;
    if (last && now >= last.from && (last.until === null || now < last.until)) return last.terms;
    const terms = quotaTermsAt(tenantId, known.terms, known.config, now);
    known.last = { terms, from: now, until: nextEnd(known.terms, now) };
    return terms;
  }

  async #read(tenantId: string): Promise<KnownTerms | null> {
    const [found] = await this.graph.read(termsFind, tenantId, {});
    if (!found) return null;
    const config = found.config === null ? null : await this.configs.version(tenantId, found.config);
    return { terms: found.terms, config, last: null };
  }
}

/** Everything that checks need to know of a tenant at an instant. */
export function quotaTermsAt(
  tenantId: string,
  terms: TermsRow,
  active: Pick<VersionedConfig, 'config'> | null,
  at: Instant,
): QuotaTerms {
  const { own, ...settings } = quotaSettings(active?.config ?? null);
  const plan = planAt(terms, at);
  const quotas = [...planQuotasAt(terms, at), ...own];
  const grants = grantsAt(terms, at);
  const zone = active ? sectionOf(active.config, coreSection).timeZone : 'UTC';
  return {
    tenantId,
    plan,
    version: sha256Of({ plan, quotas, grants }),
    zone,
    quotas,
    grants,
    ...settings,
  };
}

const sha256Of = (value: unknown): string =>
  createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex');
