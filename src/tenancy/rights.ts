import type { Rights } from '../kernel/rights.js';

const ADMINS = ['revops_admin'] as const;
const QUOTING = ['ae', 'csm', 'partner_manager', 'sales_manager', 'revops_admin'] as const;
const SELLING = ['sdr', ...QUOTING] as const;
const APPROVING = ['sales_manager', 'finance', 'legal', 'vp_sales'] as const;

/**
 * Who may do what: the one table, read by the directives of GraphQL and of HTTP routes, and again by the unit of work.
 * Names are those of mutations. Reads are for every user of the tenant unless they stand here.
 */
export const rights = {
  /** Every query that has no row of its own. */
  read: { seat: null, anyRole: null, scope: 'read' },
  // tenancy
  createTenant: { seat: null, anyRole: ['operator'], scope: null },
  setSeatLimit: { seat: null, anyRole: ['operator'], scope: null },
  confirmSeatLimit: { seat: null, anyRole: ['operator'], scope: null },
  tenants: { seat: null, anyRole: ['operator'], scope: null },
  createUser: { seat: null, anyRole: ADMINS, scope: null },
  updateUser: { seat: null, anyRole: ADMINS, scope: null },
  endUser: { seat: null, anyRole: ADMINS, scope: null },
  createTeam: { seat: null, anyRole: ADMINS, scope: null },
  setTeamLead: { seat: null, anyRole: ADMINS, scope: null },
  addTeamMember: { seat: null, anyRole: ADMINS, scope: null },
  endTeamMembership: { seat: null, anyRole: ADMINS, scope: null },
  setReportsTo: { seat: null, anyRole: ADMINS, scope: null },
  grantRole: { seat: null, anyRole: ADMINS, scope: null },
  confirmRoleGrant: { seat: null, anyRole: ADMINS, scope: null },
  confirmRoleGrants: { seat: null, anyRole: ADMINS, scope: null },
  endRoleGrant: { seat: null, anyRole: ADMINS, scope: null },
  roleGrants: { seat: null, anyRole: [...ADMINS, 'auditor'], scope: null },
  importUsers: { seat: null, anyRole: ADMINS, scope: 'imports:write' },
  importTeams: { seat: null, anyRole: ADMINS, scope: 'imports:write' },
  createApiKey: { seat: null, anyRole: ADMINS, scope: null },
  revokeApiKey: { seat: null, anyRole: ADMINS, scope: null },
  apiKeys: { seat: null, anyRole: ADMINS, scope: null },
  saveRevOpsConfigDraft: { seat: null, anyRole: ADMINS, scope: null },
  activateRevOpsConfig: { seat: null, anyRole: ADMINS, scope: null },
  cancelRevOpsConfigActivation: { seat: null, anyRole: ADMINS, scope: null },
  rollbackRevOpsConfig: { seat: null, anyRole: ADMINS, scope: null },
  /** By the product itself, when an instant has come that a second person set. */
  activateDueConfigs: { seat: null, anyRole: [], scope: null },
  revOpsConfigDrafts: { seat: null, anyRole: ADMINS, scope: null },
  // the first start: asked for by no user, by the product itself
  bootstrapTenant: { seat: null, anyRole: [], scope: null },
  // entitlements
  assignSeat: { seat: null, anyRole: ADMINS, scope: null },
  createWorkspace: { seat: null, anyRole: ADMINS, scope: null },
  renameWorkspace: { seat: null, anyRole: ADMINS, scope: null },
  endWorkspace: { seat: null, anyRole: ADMINS, scope: null },
  grantEntitlement: { seat: null, anyRole: ADMINS, scope: 'entitlements:write' },
  endEntitlement: { seat: null, anyRole: ADMINS, scope: 'entitlements:write' },
  /** By the product itself, when a billing system says what was paid, or ended. */
  applyBilling: { seat: null, anyRole: [], scope: null },
  exportLicensedUsers: { seat: null, anyRole: [...ADMINS, 'auditor', 'operator'], scope: null },
  releaseSeat: { seat: null, anyRole: ADMINS, scope: null },
  /** Terms are proposed by one operator and confirmed by another. */
  setPlan: { seat: null, anyRole: ['operator'], scope: null },
  setCustomQuota: { seat: null, anyRole: ['operator'], scope: null },
  grantQuota: { seat: null, anyRole: ['operator'], scope: null },
  confirmTermsChange: { seat: null, anyRole: ['operator'], scope: null },
  withdrawTermsChange: { seat: null, anyRole: ['operator'], scope: null },
  termsChanges: { seat: null, anyRole: ['operator'], scope: null },
  createTrial: { seat: null, anyRole: ['operator'], scope: null },
  extendTrial: { seat: null, anyRole: ['operator'], scope: null },
  upgradeTrial: { seat: null, anyRole: ['operator'], scope: null },
  cancelTrial: { seat: null, anyRole: ['operator'], scope: null },
  /** By the product itself, when what named its own end has come to it. */
  expireTerms: { seat: null, anyRole: [], scope: null },
  // quotas, by the product itself: no user may ask for it
  journalQuotas: { seat: null, anyRole: [], scope: null },
  settleQuotas: { seat: null, anyRole: [], scope: null },
  tellQuotas: { seat: null, anyRole: [], scope: null },
  // roll-ups, by the product itself
  rollUpUsage: { seat: null, anyRole: [], scope: null },
  // counters compared with what they count, by the product itself
  reconcileUsage: { seat: null, anyRole: [], scope: null },
  // retention, by the product itself
  removeExpired: { seat: null, anyRole: [], scope: null },
  // quotas: programs ask for their own tenant, operators for any
  enforceQuota: { seat: null, anyRole: ['operator'], scope: 'quotas:check' },
  enforceMultipleQuotas: { seat: null, anyRole: ['operator'], scope: 'quotas:check' },
  finaliseQuota: { seat: null, anyRole: ['operator'], scope: 'quotas:check' },
  releaseQuota: { seat: null, anyRole: ['operator'], scope: 'quotas:check' },
  getQuotaStatus: { seat: null, anyRole: null, scope: 'quotas:check' },
  quotaDenial: { seat: null, anyRole: null, scope: 'quotas:check' },
  /** What an operator asks of another tenant's quotas is receipted there. */
  accessQuotas: { seat: null, anyRole: ['operator'], scope: null },
  /** R0's and R4's routes for admins: a tenant's own, and operators for any. */
  readRevOps: { seat: null, anyRole: [...ADMINS, 'auditor', 'operator'], scope: null },
  /** What an operator reads of another tenant is receipted there. */
  accessTenant: { seat: null, anyRole: ['operator'], scope: null },
  // evidence
  readReceipts: { seat: null, anyRole: null, scope: 'receipts:read' },
  exportReceipts: { seat: null, anyRole: null, scope: 'receipts:read' },
  readLog: { seat: null, anyRole: null, scope: 'log:read' },
  /** Business payloads of admin and activity chains: drafts, grants, refusals. */
  readAdminPayloads: { seat: null, anyRole: [...ADMINS, 'auditor'], scope: null },
  readPersonalPayloads: { seat: null, anyRole: [...ADMINS, 'auditor'], scope: null },
  /** What other programs did, told by them (R4). */
  reportAuditEvents: { seat: null, anyRole: ADMINS, scope: 'audit:write' },
  resolveAuditEvent: { seat: null, anyRole: [...ADMINS, 'auditor'], scope: null },
  /** Operators read any tenant's, which is receipted there. */
  readAuditEvents: { seat: null, anyRole: [...ADMINS, 'auditor', 'operator'], scope: null },
  placeLegalHold: { seat: null, anyRole: ADMINS, scope: null },
  liftLegalHold: { seat: null, anyRole: ADMINS, scope: null },
  erasePerson: { seat: null, anyRole: ADMINS, scope: null },
  legalHolds: { seat: null, anyRole: [...ADMINS, 'auditor'], scope: null },
  /** By the product itself, when the time of payloads is up. */
  compactPayloads: { seat: null, anyRole: [], scope: null },
  exportAuditReport: { seat: null, anyRole: [...ADMINS, 'auditor', 'operator'], scope: null },
  // nobody asks for it; the product records it
  recordRefusal: { seat: null, anyRole: null, scope: null },
  // crm
  createAccount: { seat: 'DECISION', anyRole: SELLING, scope: 'crm:write' },
  createOpportunity: { seat: 'DECISION', anyRole: SELLING, scope: 'crm:write' },
  createProduct: { seat: 'DECISION', anyRole: ADMINS, scope: 'crm:write' },
  updateAccount: { seat: 'DECISION', anyRole: SELLING, scope: 'crm:write' },
  updateOpportunity: { seat: 'DECISION', anyRole: SELLING, scope: 'crm:write' },
  updateProduct: { seat: 'DECISION', anyRole: ADMINS, scope: 'crm:write' },
  importProducts: { seat: 'DECISION', anyRole: ADMINS, scope: 'imports:write' },
  importAccounts: { seat: 'DECISION', anyRole: ADMINS, scope: 'imports:write' },
  importOpportunities: { seat: 'DECISION', anyRole: ADMINS, scope: 'imports:write' },
  /** A tenant that is an account of the operators'; receipted in both tenants. */
  linkTenantToAccount: { seat: null, anyRole: ['operator'], scope: null },
  unlinkTenantFromAccount: { seat: null, anyRole: ['operator'], scope: null },
  tenantLinks: { seat: null, anyRole: [...ADMINS, 'auditor', 'operator'], scope: null },
  importRun: { seat: null, anyRole: [...ADMINS, 'auditor'], scope: 'imports:write' },
  // routing
  ingestLead: { seat: 'DECISION', anyRole: SELLING, scope: 'leads:write' },
  /** As a subscription: for people, whose rights are read again at every event; a key has no queue of its own. */
  watchLeadQueue: { seat: null, anyRole: null, scope: null },
  touchLead: { seat: 'DECISION', anyRole: SELLING, scope: 'leads:write' },
  reassignLead: { seat: 'DECISION', anyRole: ['sales_manager', 'revops_admin'], scope: null },
  recordAbsence: { seat: 'DECISION', anyRole: SELLING, scope: null },
  endAbsence: { seat: 'DECISION', anyRole: SELLING, scope: null },
  importLeads: { seat: 'DECISION', anyRole: ADMINS, scope: 'imports:write' },
  // usage
  recordEvents: { seat: null, anyRole: null, scope: 'events:write' },
  connectSystem: { seat: null, anyRole: ADMINS, scope: null },
  registerEventType: { seat: null, anyRole: ADMINS, scope: null },
  retireEventType: { seat: null, anyRole: ADMINS, scope: null },
  declareMeter: { seat: null, anyRole: ADMINS, scope: null },
  retireMeter: { seat: null, anyRole: ADMINS, scope: null },
  voidEvents: { seat: null, anyRole: ADMINS, scope: 'events:write' },
  // planning
  createScenario: { seat: 'DECISION', anyRole: null, scope: null },
  changeScenario: { seat: 'DECISION', anyRole: null, scope: null },
  upsertCapacity: { seat: 'DECISION', anyRole: null, scope: null },
  setScenarioStatus: { seat: 'DECISION', anyRole: null, scope: null },
  runForecast: { seat: 'DECISION', anyRole: null, scope: null },
  // insights
  /** Operators of the tenants that are linked to their accounts, others of their own tenant. */
  expansionSignals: { seat: null, anyRole: [...ADMINS, 'auditor', 'operator'], scope: null },
  // routing by the product itself: no user may ask for it
  routeLead: { seat: null, anyRole: [], scope: null },
  drainPool: { seat: null, anyRole: [], scope: null },
  breachOverdueSlas: { seat: null, anyRole: [], scope: null },
  // notifications
  createWebhookEndpoint: { seat: null, anyRole: ADMINS, scope: null },
  updateWebhookEndpoint: { seat: null, anyRole: ADMINS, scope: null },
  rotateWebhookSecret: { seat: null, anyRole: ADMINS, scope: null },
  replayWebhooks: { seat: null, anyRole: ADMINS, scope: null },
  testWebhookEndpoint: { seat: null, anyRole: ADMINS, scope: null },
  webhookEndpoints: { seat: null, anyRole: [...ADMINS, 'auditor'], scope: null },
  /** For oneself. */
  setMailPreference: { seat: null, anyRole: null, scope: null },
  // the product itself gives up on an endpoint
  disableWebhookEndpoint: { seat: null, anyRole: [], scope: null },
  // deal desk
  createQuote: { seat: 'DECISION', anyRole: QUOTING, scope: null },
  reviseQuote: { seat: 'DECISION', anyRole: QUOTING, scope: null },
  submitQuote: { seat: 'DECISION', anyRole: QUOTING, scope: null },
  recallQuote: { seat: 'DECISION', anyRole: QUOTING, scope: null },
  delegateApprovals: { seat: 'DECISION', anyRole: APPROVING, scope: null },
  endDelegation: { seat: null, anyRole: [...APPROVING, 'revops_admin'], scope: null },
  reassignApproval: { seat: 'DECISION', anyRole: ADMINS, scope: null },
  decideApproval: { seat: 'DECISION', anyRole: APPROVING, scope: null },
  // the deal desk by the product itself: no user may ask for it
  remindApproval: { seat: null, anyRole: [], scope: null },
  escalateApproval: { seat: null, anyRole: [], scope: null },
  expireQuote: { seat: null, anyRole: [], scope: null },
  decideApprovals: { seat: 'DECISION', anyRole: APPROVING, scope: null },
  addQuoteComment: { seat: 'DECISION', anyRole: [...QUOTING, 'finance', 'legal', 'vp_sales'], scope: null },
  /** What people say to each other of a quote: for them, and for no key. */
  readQuoteComments: { seat: null, anyRole: null, scope: null },
  approvalInbox: { seat: null, anyRole: APPROVING, scope: null },
} as const satisfies Rights;

/** Name of an action that somebody may be refused. */
export type Action = keyof typeof rights;
