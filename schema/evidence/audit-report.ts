import { Arg, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { auditReport, type EvidenceRuntime } from '../../src/evidence/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime, GraphQLSafeInt } from '../contract/scalars.js';
import { AuditActor, AuditEvent, AuditResult, shownAuditEvents } from './audit-event-types.js';
import { ELSEWHERE } from './audit-events.js';

/** Failures and security events that a report shows, each; the others are found by `failedOperations` and `securityEvents`. */
const MOST_LISTED = 100;

@ObjectType()
class AuditTypeCount {
  @Field(() => String)
  eventType!: string;

  @Field(() => GraphQLSafeInt)
  count!: number;
}

@ObjectType()
class AuditActorCount {
  @Field(() => AuditActor)
  actorType!: string;

  @Field(() => String, { nullable: true, description: 'Null of visitors, and of those behind the first thousand.' })
  actorId!: string | null;

  @Field(() => GraphQLSafeInt)
  count!: number;
}

@ObjectType()
class AuditResultCount {
  @Field(() => AuditResult)
  result!: string;

  @Field(() => GraphQLSafeInt)
  count!: number;
}

@ObjectType({ description: "A signed head of the tenant's log, to verify the period's receipts against." })
class AuditCheckpoint {
  @Field(() => GraphQLSafeInt)
  size!: number;

  @Field(() => String, { description: 'A C2SP signed note.' })
  note!: string;

  @Field(() => Boolean, { description: 'Whether every receipt of the period is below it.' })
  covers!: boolean;
}

@ObjectType({ description: 'What happened in a period, for whoever has to answer for it.' })
class AuditReport {
  @Field(() => ID)
  tenantId!: string;

  @Field(() => GraphQLDateTime)
  from!: string;

  @Field(() => GraphQLDateTime)
  to!: string;

  @Field(() => GraphQLDateTime)
  generatedAt!: string;

  @Field(() => GraphQLSafeInt)
  total!: number;

  @Field(() => [AuditTypeCount])
  byEventType!: AuditTypeCount[];

  @Field(() => [AuditActorCount])
  byActor!: AuditActorCount[];

  @Field(() => [AuditResultCount])
  byResult!: AuditResultCount[];

  @Field(() => GraphQLSafeInt)
  failures!: number;

  @Field(() => [AuditEvent], { description: 'The newest hundred.' })
  newestFailures!: AuditEvent[];

  @Field(() => GraphQLSafeInt)
  securityEvents!: number;

  @Field(() => [AuditEvent], { description: 'The newest hundred.' })
  newestSecurityEvents!: AuditEvent[];

  @Field(() => GraphQLSafeInt, { description: 'Of the period; the rest of the total was reported.' })
  receipts!: number;

  @Field(() => Int, { description: 'Receipts of the period that the log does not hold yet.' })
  unsealed!: number;

  @Field(() => AuditCheckpoint)
  checkpoint!: AuditCheckpoint;
}

@Resolver()
export class AuditReports {
  @Guarded('readAuditEvents')
  @Query(() => AuditReport, {
    description:
      'Counts by event type, actor and result, failures, security events, and the checkpoint that covers them; two years at most.',
  })
  async auditReport(
    @Arg('from', () => GraphQLDateTime, { description: 'Inclusive.' }) from: string,
    @Arg('to', () => GraphQLDateTime, { description: 'Exclusive.' }) to: string,
    @Ctx() context: ApiContext<EvidenceRuntime>,
    @Arg('tenantId', () => ID, { nullable: true, description: ELSEWHERE }) tenantId?: string | null,
  ): Promise<AuditReport> {
    const { runtime } = context;
    const ask = { tenantId, from, to, most: MOST_LISTED };
    const { listed, reader, ...report } = await auditReport(runtime, callerOf(context), ask);
    return {
      ...report,
      newestFailures: shownAuditEvents(runtime, reader, listed.failures),
      newestSecurityEvents: shownAuditEvents(runtime, reader, listed.securityEvents),
    };
  }
}
