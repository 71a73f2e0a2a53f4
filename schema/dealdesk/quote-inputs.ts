import { Field, ID, InputType, Int } from 'type-graphql';
import { MoneyInput } from '../contract/money.js';
import { GraphQLBasisPoints, GraphQLJSON } from '../contract/scalars.js';
import { RiskLevel } from './quote-types.js';

@InputType({ description: 'A product at its list price, at a net price, or with a discount.' })
export class QuoteLineInput {
  @Field(() => ID)
  productId!: string;

  @Field(() => Int)
  quantity!: number;

  @Field(() => MoneyInput, { nullable: true, description: 'Net price of one unit.' })
  netUnitPrice?: MoneyInput | null;

  @Field(() => GraphQLBasisPoints, { nullable: true, description: 'Discount on the list price: 2500 is 25 %.' })
  discount?: number | null;

  @Field(() => GraphQLJSON, {
    nullable: true,
    description: "Values of the tenant's own attributes by name, as RevOpsConfig declares them; null ends one.",
  })
  custom?: Record<string, unknown> | null;
}

@InputType()
export class QuoteTermsInput {
  @Field(() => Int, { nullable: true })
  termMonths?: number | null;

  @Field(() => Int, { nullable: true })
  paymentDays?: number | null;

  @Field(() => MoneyInput, { nullable: true })
  liability?: MoneyInput | null;

  @Field(() => Boolean, { nullable: true })
  nonStandardTerms?: boolean | null;

  @Field(() => RiskLevel, { nullable: true })
  riskLevel?: RiskLevel | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Types of clauses that differ from the standard, of those in approvals.clauses; [] for none.',
  })
  clauses?: string[] | null;
}
