import { Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql';
import {
  AUDIT_ACTORS,
  AUDIT_RESULTS,
  type AuditDetails,
  type AuditReader,
  type AuditRecord,
  type AuditResolutionRow,
  auditDetails,
  auditResolutions,
} from '../../src/evidence/index.js';
import type { Runtime } from '../../src/kernel/runtime.js';
import type { Row } from '../contract/context.js';
import { enumOf } from '../contract/enum-of.js';
import { GraphQLDateTime, GraphQLJSON } from '../contract/scalars.js';
import { PayloadState } from './receipt-types.js';

export const AuditActor = enumOf('AuditActor', AUDIT_ACTORS, 'What kind of somebody did it.', {
  admin: 'A RevOps admin, or an operator.',
  tenant: 'Anybody else of the tenant, or one of its programs.',
});
export const AuditResult = enumOf('AuditResult', AUDIT_RESULTS, 'How it went.', {
  failure: 'Refused, blocked, or failed.',
  partial: 'As a program reported it; a receipt is never partial.',
});

@ObjectType({
  description:
    'What changed, why it failed, and what of it is about people. A state is null where there never was anything.',
})
class AuditEventDetail {
  @Field(() => PayloadState, { nullable: true, description: 'Of the values.' })
  valuesState!: PayloadState | null;

  @Field(() => PayloadState, { nullable: true, description: 'Of names, addresses and free text.' })
  personalState!: PayloadState | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Of what changed; null where it is new.' })
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

@ObjectType({ description: 'That somebody looked into an audit event and closed it.' })
class AuditResolution {
  @Field(() => GraphQLDateTime)
  at!: string;

  @Field(() => ID)
  by!: string;

  @Field(() => String)
  reasonCode!: string;
}

@ObjectType({
  description: 'Something that was done or refused: a receipt, or what another program reported to have done.',
})
export class AuditEvent {
  @Field(() => ID)
  id!: string;

  @Field(() => String, {
    description: 'Who tells of it: revgraph of its receipts. With the external id, what it is known by.',
  })
  source!: string;

  @Field(() => String)
  externalId!: string;

  @Field(() => GraphQLDateTime)
  occurredAt!: string;

  @Field(() => GraphQLDateTime, { description: 'When we learned of it.' })
  createdAt!: string;

  @Field(() => String, { description: 'The step of a receipt, such as SUBMIT_QUOTE, or the type that was reported.' })
  eventType!: string;

  @Field(() => String, { nullable: true, description: 'Quote, User …; trial, kb, widget, session, api_endpoint …' })
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

  @Field(() => ID, { description: 'The chain that evidences it.' })
  workflowId!: string;

  @Field(() => ID, { nullable: true, description: 'The receipt that it is; null of what was reported.' })
  receiptId!: string | null;

  @Field(() => AuditEventDetail, { nullable: true, description: 'Null where there is none.' })
  detail!: AuditEventDetail | null;

  @Field(() => AuditResolution, { nullable: true, description: 'Null while it is open.' })
  resolution!: AuditResolution | null;

  /** What was resolved of its whole page, read once when one is asked for. */
  resolutions!: () => Promise<ReadonlyMap<string, AuditResolutionRow>>;

  /** The details of its whole page, read once when one of them is asked for. */
  details!: () => Promise<ReadonlyMap<string, AuditDetails>>;
}

/** Audit events as the contract shows them; what stands behind them is read in one go, if anybody asks. */
export function shownAuditEvents(
  runtime: Pick<Runtime, 'graph'>,
  reader: AuditReader,
  records: readonly AuditRecord[],
): AuditEvent[] {
  let reading: Promise<ReadonlyMap<string, AuditDetails>> | undefined;
  const details = () => {
    reading ??= auditDetails(runtime, reader, records);
    return reading;
  };
  let resolving: Promise<ReadonlyMap<string, AuditResolutionRow>> | undefined;
  const resolutions = () => {
    const ids = records.map(({ id }) => id);
    resolving ??= auditResolutions(runtime, reader.tenantId, ids).then(
      (rows) => new Map(rows.map((row) => [row.eventId, row])),
    );
    return resolving;
  };
  return records.map(({ body, detailCommitment: _commitment, ...record }) => ({
    ...record,
    receiptId: body?.id ?? null,
    detail: null,
    resolution: null,
    details,
    resolutions,
  }));
}

@Resolver(() => AuditEvent)
export class AuditEventFields {
  @FieldResolver(() => String, { nullable: true })
  async requestId(@Root() { id, receiptId, requestId, details }: Row<AuditEvent>): Promise<string | null> {
    return receiptId ? ((await details()).get(id)?.requestId ?? null) : requestId;
  }

  @FieldResolver(() => AuditEventDetail, { nullable: true })
  async detail(@Root() { id, details }: Row<AuditEvent>): Promise<AuditEventDetail | null> {
    const found = (await details()).get(id);
    if (!found || (!found.valuesState && !found.personalState && !found.changesSummary)) return null;
    return {
      ...found,
      valuesState: found.valuesState as PayloadState,
      personalState: found.personalState as PayloadState,
    };
  }

  @FieldResolver(() => AuditResolution, { nullable: true })
  async resolution(@Root() { id, resolutions }: Row<AuditEvent>): Promise<AuditResolution | null> {
    const found = (await resolutions()).get(id);
    return found ? { at: found.createdAt, by: found.resolvedBy, reasonCode: found.reasonCode } : null;
  }
}
