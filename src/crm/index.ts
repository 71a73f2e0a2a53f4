export { csvOf } from '../kernel/values/csv-safe.js';
export type { Account } from './account.js';
export { normaliseCompanyName } from './company-name.js';
export { type AliasField, aliasOf, type CrmConfig, crmSection, type TieBreak } from './config-section.js';
export { isCountryCode, type ResolvedCountry, resolveCountry } from './countries.js';
export { type AccountCreated, type AccountExists, createAccount } from './create-account.js';
export { createOpportunity, type OpportunityCreated, type OpportunityExists } from './create-opportunity.js';
export { createProduct, type ProductCreated, type ProductExists } from './create-product.js';
export { type CsvColumn, type CsvPart, readCsv } from './csv.js';
export {
  allCustomOf,
  type CustomValues,
  customCommand,
  customFacts,
  customOf,
  customOver,
  type StoredCustom,
} from './custom-values.js';
export { companyDomain, registrableDomain } from './domains.js';
export { type EmailAddress, parseEmail } from './email.js';
export {
  accountsByExternalIds,
  accountsByIds,
  opportunitiesByExternalIds,
  opportunitiesByIds,
  productsByIds,
} from './find-by-ids.js';
export * from './import/index.js';
export { linkTenantToAccount, type TenantLinked, unlinkTenantFromAccount } from './link-tenant.js';
export { type AccountFilter, type AfterAccount, listAccounts } from './list-accounts.js';
export { listOpportunities, listOpportunitiesOfAccounts, type OpportunityFilter } from './list-opportunities.js';
export { listProducts } from './list-products.js';
export {
  type AccountCandidate,
  type AccountMatch,
  type CompanyHints,
  matchAccount,
  type TenantRead,
} from './match-account.js';
export type { Opportunity } from './opportunity.js';
export type { Product } from './product.js';
export { crmRebuild } from './rebuild.js';
export { type CrmRuntime, type CrmSettings, crmSettings } from './settings.js';
export { TENANT_LINK_TRANSITIONS, type TenantLink } from './tenant-link.js';
export { linkedTenants, listTenantLinks } from './tenant-links.js';
export { type AccountUpdated, updateAccount } from './update-account.js';
export { type OpportunityUpdated, updateOpportunity } from './update-opportunity.js';
export { type ProductUpdated, updateProduct } from './update-product.js';
