import { z } from 'zod';

/** What a job about one lead is told: the receipt that led to it, and whose lead it is. */
export const leadPayload = z.object({
  tenantId: z.string().min(1),
  receiptId: z.string().min(1),
  leadId: z.string().min(1),
});

/** The queue of everything that routes. */
export const ROUTING_QUEUE = 'routing';
