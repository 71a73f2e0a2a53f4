import { Args, ArgsType, Ctx, Field, ID, ObjectType, Query, Resolver, registerEnumType } from 'type-graphql';
import { type AuditEventRecord, listAuditEvents } from '../../src/evidence/index.js';
import { connectionOf, PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime, GraphQLJSON } from '../contract/scalars.js';

enum AuditActor {
  system = 'system',
  admin = 'admin',
  tenant = 'tenant',
  visitor = 'visitor',
}
registerEnumType(AuditActor, {
  name: 'AuditActor',
  description: 'What kind of somebody did what an audit event reports.',
});

enum AuditResult {
  success = 'success',
  failure = 'failure',
  partial = 'partial',
}
registerEnumType(AuditResult, { name: 'AuditResult' });

@ObjectType({ description: 'What of a reported audit event may be about people; erasable.' })
class AuditEventDetail {
  @Field(() => GraphQLJSON, { nullable: true })
  oldValues!: unknown;

  @Field(() => GraphQLJSON, { nullable: true })
  newValues!: unknown;

  @Field(() => String, { nullable: true })
  changesSummary!: string | null;

  @Field(() => String, { nullable: true })
  errorMessage!: string | null;

  @Field(() => String, { nullable: true })
  ipAddress!: string | null;

  @Field(() => String, { nullable: true })
  userAgent!: string | null;
}

@ObjectType({ description: 'What another program reports to have done; evidenced by the receipt of its batch.' })
class AuditEvent {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'With the external id, what it is known by.' })
  source!: string;

  @Field(() => String)
  externalId!: string;

  @Field(() => GraphQLDateTime)
  occurredAt!: string;

  @Field(() => GraphQLDateTime, { description: 'When it was reported.' })
  createdAt!: string;

  @Field(() => String)
  eventType!: string;

  @Field(() => String, { nullable: true, description: 'trial, kb, widget, session, api_endpoint …' })
  entityType!: string | null;

  @Field(() => String, { nullable: true })
  entityId!: string | null;

  @Field(() => String, { nullable: true })
  action!: string | null;

  @Field(() => AuditActor)
  actorType!: string;

  @Field(() => String, { nullable: true })
  actorId!: string | null;

  @Field(() => AuditResult)
  result!: string;

  @Field(() => String, { nullable: true })
  requestId!: string | null;

  @Field(() => ID, { description: 'The chain whose receipt has the digest of its batch.' })
  workflowId!: string;

  @Field(() => AuditEventDetail, { nullable: true, description: 'Null where there is none, or it was erased.' })
  detail!: AuditEventDetail | null;
}

const AuditEventConnection = connectionOf(AuditEvent, 'AuditEvent');

@ArgsType()
class AuditEventsArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'kb_uploaded. Not together with entityId.' })
  eventType?: string | null;

  @Field(() => ID, { nullable: true, description: 'What was done to. Not together with eventType.' })
  entityId?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Inclusive.' })
  from?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Exclusive.' })
  to?: string | null;
}

@Resolver()
export class AuditEvents {
  @Guarded('readAuditEvents')
  @Query(() => AuditEventConnection, { description: 'What other programs reported to have done, newest first.' })
  async auditEvents(
    @Args(() => AuditEventsArgs) { first, after, ...filter }: AuditEventsArgs,
    @Ctx() context: ApiContext,
  ) {
    const most = rowsToRead(first);
    const [at, id] = after ? placeOf(after, 2) : [];
    const place = at === undefined ? null : { at: String(at), id: String(id) };
    const rows = await listAuditEvents(context.runtime, callerOf(context).tenantId, filter, { after: place, most });
    return pageOf(rows, most, ({ occurredAt, id }: AuditEventRecord) => [occurredAt, id], shown);
  }
}

const shown = ({ batchId, ...event }: AuditEventRecord): AuditEvent => ({ ...event, workflowId: `batch:${batchId}` });
