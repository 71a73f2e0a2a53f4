import type { QuotaTerms } from './quota.js';

/** Where a tenant's terms come from. */
export interface TermsSource {
  /** Null: there is no such tenant. Throws UNAVAILABLE when nothing is known of it and the graph is away. */
  termsOf(tenantId: string): Promise<QuotaTerms | null>;
}
