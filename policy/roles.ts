import { z } from 'zod';

/** The roles that approve (R3). */
export const role = z.enum(['SALES_MANAGER', 'FINANCE', 'LEGAL', 'VP_SALES']);

/** The ways a lead goes. */
export const strategy = z.enum([
  'account_owner_follows',
  'named_account',
  'territory',
  'segment',
  'round_robin',
  'capacity',
  'queue',
]);
