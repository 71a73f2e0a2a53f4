import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { LEAD_TRANSITIONS, REASSIGN_REASONS, SLA_TIMER_TRANSITIONS } from '../../src/routing/index.js';
import { GraphQLDateTime } from '../contract/scalars.js';

const byName = (values: readonly string[]): Record<string, string> =>
  Object.fromEntries(values.map((value) => [value.toUpperCase(), value]));

export const LeadStatusEnum = byName(Object.keys(LEAD_TRANSITIONS));
registerEnumType(LeadStatusEnum, {
  name: 'LeadStatus',
  description: 'QUEUED: waits for a pool’s turn or in a team’s queue. ASSIGNED: waits for its owner’s first touch.',
});

export const DeadlineStatusEnum = byName(Object.keys(SLA_TIMER_TRANSITIONS));
registerEnumType(DeadlineStatusEnum, {
  name: 'DeadlineStatus',
  description: 'REPLACED: the lead went to somebody else first.',
});

export const ReassignReasonEnum = byName(REASSIGN_REASONS);
registerEnumType(ReassignReasonEnum, { name: 'ReassignReason' });

@ObjectType({ description: 'Somebody who may want to buy; routed to an owner, a pool or a team.' })
export class Lead {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'For optimistic locking: a write names the version it read.' })
  version!: number;

  @Field(() => GraphQLDateTime)
  createdAt!: string;

  @Field(() => String, { nullable: true, description: 'The id that its source knows it by.' })
  externalId!: string | null;

  @Field(() => LeadStatusEnum)
  status!: string;

  @Field(() => String, { nullable: true })
  name!: string | null;

  @Field(() => String, { nullable: true })
  email!: string | null;

  @Field(() => String, { nullable: true })
  company!: string | null;

  @Field(() => String, { nullable: true, description: 'Registrable domain of the company; null for free mail.' })
  companyDomain!: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2.' })
  country!: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-2.' })
  state!: string | null;

  @Field(() => String, { nullable: true, description: 'As its source stated it.' })
  segment!: string | null;

  @Field(() => Int, { nullable: true, description: 'Employees.' })
  companySize!: number | null;

  @Field(() => String, { nullable: true })
  industry!: string | null;

  @Field({ description: 'form, product_signal, partner, csv …' })
  source!: string;

  @Field(() => String, { nullable: true })
  utmSource!: string | null;

  @Field(() => String, { nullable: true })
  utmMedium!: string | null;

  @Field(() => String, { nullable: true })
  utmCampaign!: string | null;

  @Field(() => String, { nullable: true })
  utmTerm!: string | null;

  @Field(() => String, { nullable: true })
  utmContent!: string | null;

  @Field(() => ID, { nullable: true })
  ownerId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The team in whose queue it waits, or waited.' })
  teamId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The account it was matched to.' })
  accountId!: string | null;

  @Field(() => String, { nullable: true, description: 'The pool that routing named.' })
  pool!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true })
  routedAt!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'The earliest of all touches.' })
  firstTouchedAt!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true })
  lastTouchedAt!: string | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'By when its first touch was due when it was routed: the lead’s own deadline, whoever owns it.',
  })
  slaDueAt!: string | null;
}

@ObjectType({ description: 'A deadline for the first touch by one owner, or by a team.' })
export class Deadline {
  @Field(() => ID)
  id!: string;

  @Field(() => DeadlineStatusEnum)
  status!: string;

  @Field(() => ID, { nullable: true })
  ownerId!: string | null;

  @Field(() => ID, { nullable: true })
  teamId!: string | null;

  @Field(() => Int, { description: 'Working minutes.' })
  minutes!: number;

  @Field(() => GraphQLDateTime)
  createdAt!: string;

  @Field(() => GraphQLDateTime)
  dueAt!: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  endedAt!: string | null;
}

@ObjectType({ description: 'The lead is blocked or converted: nothing is done with it any more.' })
export class LeadClosed {
  @Field()
  message!: string;

  @Field(() => LeadStatusEnum)
  status!: string;
}
