import type { Role } from '../src/kernel/rights.js';

/** The tenant whose operators open tenants and set their limits; they are its admins, too. */
export const OPERATORS = {
  handle: 'operators',
  name: 'Operators',
  kind: 'OPERATORS',
  users: [
    operator('operator-1', 'Operator One'),
    operator('operator-2', 'Operator Two'),
    person('account-manager', 'Account Manager', 'ae'),
  ],
} as const;

/** Who sells to the demo tenant, and who links it to the account that it is. */
export const ACCOUNT_MANAGER = 'account-manager';
export const OPERATOR = 'operator-1';

/** Those who may look, and try more than they may. */
export const OBSERVERS = [
  { ...person('analyst', 'Sales Analyst', 'sdr'), seat: 'OBSERVER' as const },
  { ...person('trainee-1', 'Trainee One', 'sdr'), seat: 'OBSERVER' as const },
  { ...person('trainee-2', 'Trainee Two', 'sdr'), seat: 'OBSERVER' as const },
];

/** The demo tenant as it is opened; its sellers come with the import. */
export const DEMO_TENANT = {
  handle: 'crm-sales',
  name: 'CRM Sales',
  plan: 'enterprise',
  /** 35 sales agents, their 6 managers, and the 6 below who decide, with one to spare: near its limit (R0). */
  seatLimit: 48,
  users: [
    person('admin-1', 'RevOps Admin One', 'revops_admin'),
    person('admin-2', 'RevOps Admin Two', 'revops_admin'),
    person('sdr', 'Sales Development', 'sdr'),
    person('finance', 'Finance', 'finance'),
    person('legal', 'Legal', 'legal'),
    person('vp', 'VP of Sales', 'vp_sales'),
    { ...person('auditor', 'Auditor', 'auditor'), seat: 'OBSERVER' as const },
    ...OBSERVERS,
  ],
};

/** Two admins, since no role is granted and no configuration activated by one person alone. */
export const ADMIN = 'admin-1';
export const SECOND_ADMIN = 'admin-2';

/** A rep and their manager, both of whom have something to do when the demo is loaded. */
export const REP = 'moses-frase';
export const MANAGER = 'dustin-brinkmann';

/** The people to try the demo as: one for each role, in the order in which a lead meets them. */
export const PERSONAS = [
  { title: 'SDR', tenant: DEMO_TENANT.handle, subject: 'sdr' },
  { title: 'AE', tenant: DEMO_TENANT.handle, subject: REP },
  { title: 'Sales manager', tenant: DEMO_TENANT.handle, subject: MANAGER },
  { title: 'Finance', tenant: DEMO_TENANT.handle, subject: 'finance' },
  { title: 'Legal', tenant: DEMO_TENANT.handle, subject: 'legal' },
  { title: 'VP of sales', tenant: DEMO_TENANT.handle, subject: 'vp' },
  { title: 'RevOps admin', tenant: DEMO_TENANT.handle, subject: ADMIN },
  { title: 'Second RevOps admin', tenant: DEMO_TENANT.handle, subject: SECOND_ADMIN },
  { title: 'Auditor', tenant: DEMO_TENANT.handle, subject: 'auditor' },
  { title: 'Operator', tenant: OPERATORS.handle, subject: OPERATOR },
] as const;

function person(handle: string, name: string, role: Role) {
  return { handle, subject: handle, name, externalId: handle, roles: [role], seat: 'DECISION' as const };
}

function operator(handle: string, name: string) {
  return { handle, subject: handle, name, roles: ['operator' as const, 'revops_admin' as const], seat: null };
}
