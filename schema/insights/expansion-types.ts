import { ArgsType, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { EXPANSION_SCOPES, EXPANSION_SUBJECTS, SIGNAL_NAMES } from '../../src/insights/index.js';
import { PageInfo } from '../contract/connection.js';
import { enumOf } from '../contract/enum-of.js';
import { GraphQLDateTime } from '../contract/scalars.js';

const ExpansionScope = enumOf('ExpansionScope', EXPANSION_SCOPES, 'Whose signals are ranked.', {
  LINKED: 'Of the tenants that are linked to accounts of yours: for operators.',
  OWN: 'Of your own tenant, and of its teams.',
});

const ExpansionSubject = enumOf('ExpansionSubject', EXPANSION_SUBJECTS, 'Of whom a signal is.');

const SignalName = enumOf('SignalName', SIGNAL_NAMES, 'What says that somebody may want more, within 30 days.', {
  BLOCKED_ATTEMPTS: 'Attempts without a decision seat (R0).',
  BLOCKED_USERS: 'Different users who tried without a decision seat.',
  NEAR_SEAT_LIMIT: 'One decision seat is left, unless configured (R0).',
  SEAT_UTILISATION: 'Each full 3 % of used decision seats above 70 % (R0).',
  QUOTAS_APPROACHING: 'Quotas of which a share was reached that is announced, and limits of the month that are near.',
  QUOTAS_EXCEEDED: 'Quotas that denied a check or were overrun.',
  LIMITS_REACHED: 'Invitations, workspaces, exports and imports that the plan had no room for (R2).',
  UPGRADE_CLICKS: 'Clicks on an upgrade (R2); half after each 7 days.',
  PAYWALL_VIEWS: 'Looks at a paywall (R2); half after each 7 days.',
});

@ArgsType()
export class ExpansionSignalsArgs {
  @Field(() => ExpansionScope, {
    nullable: true,
    description: 'LINKED for operators and OWN for others when left out.',
  })
  scope?: string | null;

  @Field(() => ID, { nullable: true, description: 'One linked tenant alone.' })
  tenantId?: string | null;

  @Field(() => Int, { nullable: true, defaultValue: 10, description: 'Rows of this page, 1 to 100.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the row before this page.' })
  after?: string | null;
}

@ObjectType({ description: 'A receipt or event of the tenant that a signal is of.' })
export class SignalEvidence {
  @Field(() => String, { description: 'RECEIPT or EVENT.' })
  kind!: string;

  @Field(() => ID)
  id!: string;
}

@ObjectType({ description: 'What one signal adds to a score, and why.' })
export class SignalPoints {
  @Field(() => SignalName)
  signal!: string;

  @Field(() => Int, { description: 'The weight times what is weighed, rounded down, and `most` at most.' })
  points!: number;

  @Field(() => Int, { description: 'Points of each.' })
  weight!: number;

  @Field(() => Int)
  most!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'After so many days what happened counts half; null: it does not decay.',
  })
  halfLifeDays!: number | null;

  @Field(() => Int)
  count!: number;

  @Field(() => Float, { description: 'What the count comes to by now.' })
  weighed!: number;

  @Field(() => [String], { description: 'Names of quotas and limits that it is about.' })
  about!: string[];

  evidence!: SignalEvidence[];

  @Field()
  because!: string;
}

@ObjectType({ description: 'A team of somebody who was blocked.' })
class BlockedTeam {
  @Field(() => ID)
  id!: string;

  @Field()
  handle!: string;
}

@ObjectType({ description: 'An account at the end of a path from a blocked user, and what is open there.' })
export class PathToDeals {
  @Field(() => ID)
  accountId!: string;

  opportunityIds!: string[];
}

@ObjectType({ description: 'Somebody who was refused for want of a decision seat.' })
export class BlockedUser {
  @Field(() => ID)
  userId!: string;

  @Field(() => Int)
  attempts!: number;

  @Field(() => GraphQLDateTime)
  lastAt!: string;

  receiptIds!: string[];

  @Field(() => [BlockedTeam])
  teams!: BlockedTeam[];

  paths!: PathToDeals[];
}

@ObjectType({ description: 'Signals of a tenant or team that it may want more, and what they come to.' })
export class ExpansionSignal {
  @Field(() => ExpansionSubject)
  subject!: string;

  @Field(() => ID, { description: 'Of the tenant or team.' })
  id!: string;

  @Field()
  handle!: string;

  accountId!: string | null;

  @Field(() => Int, { description: 'The sum of all points.' })
  score!: number;

  @Field(() => [SignalPoints], { description: 'The most first.' })
  points!: SignalPoints[];

  @Field(() => Int, { description: 'R0: attempts without a decision seat in 30 days.' })
  blockedAttempts!: number;

  @Field(() => Boolean, { nullable: true, description: 'R0: whether the seat limit is near; null of a team.' })
  nearLimit!: boolean | null;

  @Field(() => Int, { nullable: true, description: 'R0: used seats in basis points; null: no limit, or a team.' })
  utilisationBp!: number | null;

  blockedUsers!: BlockedUser[];
}

@ObjectType()
class ExpansionSignalEdge {
  @Field()
  cursor!: string;

  @Field(() => ExpansionSignal)
  node!: ExpansionSignal;
}

@ObjectType({ description: 'Who may want more, the highest score first.' })
export class ExpansionSignalConnection {
  @Field(() => GraphQLDateTime, { description: 'When the ranking was made; pages that follow go on with it.' })
  asOf!: string;

  @Field(() => GraphQLDateTime, { description: 'Since when is counted.' })
  from!: string;

  @Field(() => [ExpansionSignalEdge])
  edges!: ExpansionSignalEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}
