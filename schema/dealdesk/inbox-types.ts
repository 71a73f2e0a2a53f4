import { ArgsType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { InboxCounts as CountsValue, InboxItem as ItemValue } from '../../src/dealdesk/index.js';
import { PageArgs, PageInfo } from '../contract/connection.js';
import { Money, money } from '../contract/money.js';
import { GraphQLBasisPoints, GraphQLDateTime } from '../contract/scalars.js';
import { Approval, ApproverRole } from './approval-types.js';
import { Quote, RiskLevel } from './quote-types.js';

export enum InboxKind {
  MINE = 'mine',
  SHARED = 'shared',
}
registerEnumType(InboxKind, {
  name: 'InboxKind',
  description: 'What waits for you alone, or went up to you; or what waits for whoever holds one of your roles.',
});

@ArgsType()
export class InboxArgs extends PageArgs {
  @Field(() => ApproverRole, { nullable: true })
  role?: ApproverRole | null;

  @Field(() => String, { nullable: true })
  segment?: string | null;

  @Field(() => InboxKind, { nullable: true })
  kind?: InboxKind | null;

  @Field(() => Boolean, { nullable: true, description: 'Only what is past its time.' })
  overdue?: boolean | null;

  @Field(() => GraphQLBasisPoints, { nullable: true, description: 'Only what gives as much or more.' })
  minDiscount?: number | null;
}

@ObjectType({ description: 'What there was with an account before.' })
class AccountHistory {
  @Field(() => Int)
  won!: number;

  @Field(() => Int)
  lost!: number;

  @Field(() => Int)
  open!: number;

  @Field(() => GraphQLBasisPoints, {
    nullable: true,
    description: 'Of the last quote of this account that was approved.',
  })
  lastDiscount!: number | null;

  @Field(() => String, { nullable: true, description: 'YYYY-MM-DD' })
  lastApprovedOn!: string | null;
}

@ObjectType({ description: 'One open approval, with what its approver needs to know.' })
export class ApprovalInboxItem {
  @Field(() => Approval)
  approval!: Approval;

  @Field(() => Quote)
  quote!: Quote;

  @Field()
  opportunityName!: string;

  @Field(() => String, { nullable: true })
  accountName!: string | null;

  @Field(() => Money)
  listTotal!: Money;

  @Field(() => Money)
  netTotal!: Money;

  @Field(() => GraphQLBasisPoints)
  discount!: number;

  @Field(() => GraphQLBasisPoints, {
    nullable: true,
    description: 'The limit whose excess brought this step; null where something else did: see the reasons.',
  })
  threshold!: number | null;

  @Field(() => String, { nullable: true })
  segment!: string | null;

  @Field(() => RiskLevel)
  riskLevel!: RiskLevel;

  @Field(() => Int, { nullable: true })
  termMonths!: number | null;

  @Field(() => Int, { nullable: true })
  paymentDays!: number | null;

  @Field(() => Money, { nullable: true })
  liability!: Money | null;

  @Field()
  nonStandardTerms!: boolean;

  @Field()
  strategic!: boolean;

  @Field(() => AccountHistory)
  history!: AccountHistory;

  @Field(() => Int, { description: 'Since it was asked for, by the clock.' })
  ageMinutes!: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it goes up the reporting line.' })
  dueAt!: string | null;

  @Field({ description: 'Past its time, or gone up already.' })
  overdue!: boolean;
}

@ObjectType()
class RoleCount {
  @Field(() => ApproverRole)
  role!: ApproverRole;

  @Field(() => Int)
  waiting!: number;
}

@ObjectType()
class SegmentCount {
  @Field(() => String, { nullable: true })
  segment!: string | null;

  @Field(() => Int)
  waiting!: number;
}

@ObjectType({ description: 'How much waits for you, whatever the page is filtered by.' })
export class InboxCounts implements CountsValue {
  @Field(() => Int)
  waiting!: number;

  @Field(() => Int)
  overdue!: number;

  @Field(() => Int)
  mine!: number;

  @Field(() => Int)
  shared!: number;

  @Field(() => [RoleCount])
  roles!: RoleCount[];

  @Field(() => [SegmentCount])
  segments!: SegmentCount[];
}

@ObjectType({ description: 'A page of your inbox, oldest first.' })
export class ApprovalInboxPage {
  @Field(() => [ApprovalInboxItem])
  items!: ApprovalInboxItem[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

/** An item as the API shows it. */
export function shownItem({ approval, quote, version, history, ...item }: ItemValue): ApprovalInboxItem {
  const { currency } = quote;
  return {
    ...item,
    approval: approval as Approval,
    quote: quote as Quote,
    listTotal: money(version.listTotalMinor, currency),
    netTotal: money(version.netTotalMinor, currency),
    discount: item.discountBp,
    threshold: approval.thresholdBp,
    segment: approval.segment,
    riskLevel: version.riskLevel as RiskLevel,
    termMonths: version.termMonths,
    paymentDays: version.paymentDays,
    liability: version.liabilityMinor === null ? null : money(version.liabilityMinor, currency),
    nonStandardTerms: version.nonStandardTerms,
    history: { ...history, lastDiscount: history.lastDiscountBp },
    dueAt: approval.dueAt,
    overdue: item.isOverdue,
  };
}
