export { companyNameScore, normaliseCompanyName } from './company-name.js';
export { type AliasField, aliasOf, type CrmConfig, crmSection, type TieBreak } from './config-section.js';
export { isCountryCode, type ResolvedCountry, resolveCountry } from './countries.js';
export { type CsvColumn, CsvError, type CsvPart, readCsv } from './csv.js';
export { csvOf } from './csv-safe.js';
export { companyDomain, isFreeMail, registrableDomain } from './domains.js';
export { type EmailAddress, parseEmail } from './email.js';
