import { Arg, Args, ArgsType, Ctx, Field, ID, Int, Query, Resolver } from 'type-graphql';
import { type AuditEventFilter, auditReader, listAuditEvents, SECURITY_EVENT_TYPES } from '../../src/evidence/index.js';
import { CodedError } from '../../src/kernel/errors.js';
import { instantOf } from '../../src/kernel/values/instants.js';
import { connectionOf, MOST_ROWS, PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime } from '../contract/scalars.js';
import { AuditEvent, AuditResult, shownAuditEvents } from './audit-event-types.js';

const AuditEventConnection = connectionOf(AuditEvent, 'AuditEvent');

/** Said of every question that an operator may ask of another tenant. */
export const ELSEWHERE = "The caller's own when left out; another one is for operators, and leaves a receipt there.";

const DEFAULT_DAYS = 30;
/** Two leap years: how long reported events are kept. */
const MOST_DAYS = 732;
const DAYS = `How far back: 1 to ${MOST_DAYS}, ${DEFAULT_DAYS} when left out.`;

@ArgsType()
class AuditPageArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: ELSEWHERE })
  tenantId?: string | null;
}

@ArgsType()
class RecentAuditArgs extends AuditPageArgs {
  @Field(() => Int, { nullable: true, description: DAYS })
  days?: number | null;
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

  @Guarded('readAuditEvents')
  @Query(() => [AuditEvent], { description: 'The newest audit events of the last days.' })
  async tenantAuditTrail(
    @Ctx() context: ApiContext,
    @Arg('days', () => Int, { nullable: true, description: DAYS }) days?: number | null,
    @Arg('limit', () => Int, { nullable: true, description: '1 to 100; 50 when left out.' }) limit?: number | null,
    @Arg('tenantId', () => ID, { nullable: true, description: ELSEWHERE }) tenantId?: string | null,
  ): Promise<AuditEvent[]> {
    const most = limit ?? 50;
    if (most < 1 || most > MOST_ROWS) throw new CodedError('BAD_USER_INPUT', `limit: is from 1 to ${MOST_ROWS}.`);
    const from = since(context, days);
    const reader = await auditReader(context.runtime, callerOf(context), tenantId);
    const rows = await listAuditEvents(context.runtime, reader.tenantId, { from }, { after: null, most });
    return shownAuditEvents(context.runtime, reader, rows);
  }

  @Guarded('readAuditEvents')
  @Query(() => AuditEventConnection, { description: 'What failed or was refused in the last days, newest first.' })
  failedOperations(@Args(() => RecentAuditArgs) { days, ...page }: RecentAuditArgs, @Ctx() context: ApiContext) {
    return pageOfAudit(context, page, { result: 'failure', from: since(context, days) });
  }

  @Guarded('readAuditEvents')
  @Query(() => AuditEventConnection, {
    description:
      'Refusals, accesses of operators, changes of who may do what, and security violations that were reported, of the last days, newest first.',
  })
  securityEvents(@Args(() => RecentAuditArgs) { days, ...page }: RecentAuditArgs, @Ctx() context: ApiContext) {
    return pageOfAudit(context, page, { eventTypes: SECURITY_EVENT_TYPES, from: since(context, days) });
  }
}

/** When the last days began. Throws BAD_USER_INPUT beyond two years. */
function since({ runtime }: ApiContext, days: number | null | undefined): string {
  const back = days ?? DEFAULT_DAYS;
  if (back < 1 || back > MOST_DAYS) throw new CodedError('BAD_USER_INPUT', `days: is from 1 to ${MOST_DAYS}.`);
  return instantOf(runtime.clock.now() - back * 86_400_000);
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
