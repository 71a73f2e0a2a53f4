/** Every scope that an API key can have; rows of the rights table and routes name them. `read`: what every user may read. */
export const API_KEY_SCOPES = [
  'read',
  'crm:write',
  'leads:write',
  'imports:write',
  'events:write',
  'entitlements:write',
  'audit:write',
  'quotas:check',
  'log:read',
  'receipts:read',
  'metrics:read',
] as const;
