export { accountImport } from './account-import.js';
export { Cells } from './cells.js';
export { importFile } from './import-file.js';
export {
  type ImportColumn,
  type ImportKind,
  type ImportKinds,
  type ImportPass,
  type ImportRow,
  type ImportWork,
  importKinds,
  type RowResult,
  type Transact,
} from './import-kind.js';
export { findImportReport, type ImportReport, importFindings } from './import-report.js';
export { opportunityImport } from './opportunity-import.js';
export { handleFromName } from './owner-column.js';
export { productImport } from './product-import.js';
export type { Finding, RowNotes } from './row-notes.js';
export type { ImportSource } from './survey-file.js';
export { teamImport } from './team-import.js';
export { userImport } from './user-import.js';
