import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Money } from '../contract/money.js';
import { GraphQLBasisPoints, GraphQLDateTime, GraphQLJSON } from '../contract/scalars.js';

export enum QuoteStatus {
  DRAFT = 'draft',
  PENDING_APPROVAL = 'pending_approval',
  APPROVED = 'approved',
  REJECTED = 'rejected',
  EXPIRED = 'expired',
}
registerEnumType(QuoteStatus, { name: 'QuoteStatus' });

export enum RiskLevel {
  LOW = 'low',
  MEDIUM = 'medium',
  HIGH = 'high',
}
registerEnumType(RiskLevel, { name: 'RiskLevel' });

@ObjectType({ description: 'One priced product of a version; amounts are of the whole line.' })
export class QuoteLine {
  @Field(() => Int)
  number!: number;

  @Field(() => ID)
  productId!: string;

  @Field()
  sku!: string;

  @Field(() => Int)
  quantity!: number;

  @Field(() => Money)
  list!: Money;

  @Field(() => Money)
  net!: Money;

  @Field(() => GraphQLBasisPoints, { description: 'Of list, rounded up; an uplift is 0.' })
  discount!: number;

  @Field()
  recurring!: boolean;

  @Field(() => GraphQLJSON, {
    description: "Values of the tenant's own attributes by name; empty when there are none.",
  })
  custom!: Record<string, unknown>;
}

@ObjectType({ description: 'What a quote says at one time; immutable.' })
export class QuoteVersion {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  number!: number;

  @Field(() => GraphQLDateTime)
  createdAt!: string;

  @Field({ description: 'draft, or counter_proposal: what an approver proposed instead of what was submitted.' })
  origin!: string;

  @Field(() => [QuoteLine])
  lines!: QuoteLine[];

  @Field(() => Money)
  listTotal!: Money;

  @Field(() => Money)
  netTotal!: Money;

  @Field(() => GraphQLBasisPoints, { description: 'Of list, rounded up; an uplift is 0.' })
  discount!: number;

  @Field(() => Int, { nullable: true })
  termMonths!: number | null;

  @Field(() => Int, { nullable: true })
  paymentDays!: number | null;

  @Field(() => Money, { nullable: true })
  liability!: Money | null;

  @Field()
  nonStandardTerms!: boolean;

  @Field(() => RiskLevel)
  riskLevel!: RiskLevel;

  @Field(() => [String], { description: 'Types of clauses that differ from the standard.' })
  clauses!: string[];

  @Field(() => GraphQLJSON, {
    description: "Values of the tenant's own attributes by name; empty when there are none.",
  })
  custom!: Record<string, unknown>;
}

@ObjectType({ description: 'An offer on an opportunity; what it says is in its versions.' })
export class Quote {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'For optimistic locking: a write names the version it read.' })
  version!: number;

  @Field(() => String, { nullable: true })
  externalId!: string | null;

  @Field(() => QuoteStatus)
  status!: QuoteStatus;

  @Field(() => ID)
  opportunityId!: string;

  @Field(() => ID)
  ownerId!: string;

  accountId!: string | null;

  @Field(() => Int, { description: 'Number of the version in force.' })
  currentVersion!: number;

  @Field()
  backfill!: boolean;

  @Field(() => String, { nullable: true, description: 'YYYY-MM-DD; when the business of backfilled history happened.' })
  businessDate!: string | null;

  @Field(() => GraphQLDateTime)
  createdAt!: string;

  /** ISO 4217; not a field of its own, since every amount says it. */
  currency!: string;
}
