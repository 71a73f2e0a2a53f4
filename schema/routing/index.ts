import { IngestLead, LeadIngestedFields } from './ingest-lead.js';
import { LeadFields } from './lead-fields.js';
import { LeadQueue } from './lead-queue.js';
import { Leads } from './leads.js';
import { LeadReassignedFields, ReassignLead } from './reassign-lead.js';
import { PassedOverFields, RoutingExplanations } from './routing-explanation.js';
import { LeadTouchedFields, TouchLead } from './touch-lead.js';

export { leadRoutes } from './lead-routes.js';

/** Leads, their queue, and why they went where they went, as GraphQL. */
export const resolvers = [
  Leads,
  LeadQueue,
  LeadFields,
  RoutingExplanations,
  PassedOverFields,
  IngestLead,
  LeadIngestedFields,
  TouchLead,
  LeadTouchedFields,
  ReassignLead,
  LeadReassignedFields,
] as const;
