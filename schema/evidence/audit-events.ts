import { Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import { type AuditEventFilter, auditReader, listAuditEvents } from '../../src/evidence/index.js';
import { connectionOf, PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime } from '../contract/scalars.js';
import { AuditEvent, AuditResult, shownAuditEvents } from './audit-event-types.js';

const AuditEventConnection = connectionOf(AuditEvent, 'AuditEvent');

/** Said of every question that an operator may ask of another tenant. */
export const ELSEWHERE = "The caller's own when left out; another one is for operators, and leaves a receipt there.";

@ArgsType()
class AuditPageArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: ELSEWHERE })
  tenantId?: string | null;
}

@ArgsType()
class AuditEventsArgs extends AuditPageArgs {
  @Field(() => String, { nullable: true, description: 'SUBMIT_QUOTE, kb_uploaded.' })
  eventType?: string | null;

  @Field(() => String, { nullable: true, description: 'Together with entityId alone.' })
  entityType?: string | null;

  @Field(() => ID, { nullable: true, description: 'What was done to.' })
  entityId?: string | null;

  @Field(() => AuditResult, { nullable: true })
  result?: AuditEventFilter['result'];

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Inclusive.' })
  from?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Exclusive.' })
  to?: string | null;
}

@Resolver()
export class AuditEvents {
  @Guarded('readAuditEvents')
  @Query(() => AuditEventConnection, {
    description: 'What was done and what was refused, newest first: receipts, and what other programs reported.',
  })
  auditEvents(
    @Args(() => AuditEventsArgs) { first, after, tenantId, eventType, ...narrowed }: AuditEventsArgs,
    @Ctx() context: ApiContext,
  ) {
    const filter = { ...narrowed, eventTypes: eventType ? [eventType] : null };
    return pageOfAudit(context, { first, after, tenantId }, filter);
  }
}

/** One page of the audit events of the caller's tenant, or of another's for operators. */
async function pageOfAudit(context: ApiContext, { first, after, tenantId }: AuditPageArgs, filter: AuditEventFilter) {
  const most = rowsToRead(first);
  const [at, id] = after ? placeOf(after, 2).map(String) : [];
  const place = at === undefined || id === undefined ? null : { at, id };
  const reader = await auditReader(context.runtime, callerOf(context), tenantId);
  const rows = await listAuditEvents(context.runtime, reader.tenantId, filter, { after: place, most });
  const events = shownAuditEvents(context.runtime, reader, rows);
  return pageOf(
    events,
    most,
    ({ occurredAt, id }) => [occurredAt, id],
    (event) => event,
  );
}
