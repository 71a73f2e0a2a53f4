import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { GraphQLDateTime } from '../contract/scalars.js';

export enum ApprovalStatus {
  WAITING = 'waiting',
  OPEN = 'open',
  APPROVED = 'approved',
  REJECTED = 'rejected',
  COUNTERED = 'countered',
  SUPERSEDED = 'superseded',
}
registerEnumType(ApprovalStatus, { name: 'ApprovalStatus' });

export enum ApproverRole {
  SALES_MANAGER = 'SALES_MANAGER',
  FINANCE = 'FINANCE',
  LEGAL = 'LEGAL',
  VP_SALES = 'VP_SALES',
}
registerEnumType(ApproverRole, { name: 'ApproverRole' });

@ObjectType({ description: 'One decision that a submitted version needs.' })
export class Approval {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'For optimistic locking: a decision names the version it saw.' })
  version!: number;

  @Field(() => ID)
  quoteId!: string;

  @Field(() => Int, { description: 'Number of the quote version it is asked for.' })
  quoteVersion!: number;

  @Field(() => ApproverRole)
  role!: ApproverRole;

  @Field(() => Int, { description: 'From 0; approvals of a stage are decided in parallel, stages one after another.' })
  stage!: number;

  @Field(() => ApprovalStatus)
  status!: ApprovalStatus;

  @Field(() => [String], { description: 'Ids of the rules that asked for it.' })
  reasons!: string[];

  @Field(() => ID, { nullable: true, description: 'The one person it waits for; null: whoever holds the role.' })
  assigneeId!: string | null;

  @Field(() => GraphQLDateTime)
  requestedAt!: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When its people are reminded next.' })
  remindAt!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it goes up the reporting line.' })
  dueAt!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it last went up, or nobody stood above.' })
  escalatedAt!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true })
  decidedAt!: string | null;

  @Field(() => ID, { nullable: true })
  decidedById!: string | null;

  @Field(() => String, { nullable: true })
  reasonCode!: string | null;

  @Field(() => ID, { nullable: true, description: 'The same for approvals of one role that count together.' })
  groupId!: string | null;

  @Field(() => ID, { nullable: true, description: 'Whom the decider stood for, by delegation.' })
  onBehalfOfId!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Version of the quote that a person last approved in this role; earlier than `quoteVersion` when it stood.',
  })
  approvedVersion!: number | null;

  @Field(() => Int, { nullable: true, description: 'Number of the configuration that asked for it.' })
  configNumber!: number | null;

  @Field(() => ID, { nullable: true, description: 'The admin who chose whom it waits for.' })
  assignedById!: string | null;
}
