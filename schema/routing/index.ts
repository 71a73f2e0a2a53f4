import { Absences } from './absence-types.js';
import { EndAbsence } from './end-absence.js';
import { IngestLead, LeadIngestedFields } from './ingest-lead.js';
import { LeadFields } from './lead-fields.js';
import { LeadQueue } from './lead-queue.js';
import { Leads } from './leads.js';
import { LeadReassignedFields, ReassignLead } from './reassign-lead.js';
import { RecordAbsence } from './record-absence.js';
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
  Absences,
  RecordAbsence,
  EndAbsence,
] as const;
