import { Field, ID, InputType } from 'type-graphql';
import { KeyedInput } from '../contract/keyed-input.js';
import { MoneyInput } from '../contract/money.js';
import { GraphQLJSON } from '../contract/scalars.js';

/** What may be said of an opportunity when it is made and when it is changed. */
@InputType()
export class OpportunityInput extends KeyedInput {
  @Field(() => String, { nullable: true })
  type?: string | null;

  @Field(() => Boolean, { nullable: true })
  strategic?: boolean;

  @Field(() => MoneyInput, { nullable: true })
  amount?: MoneyInput | null;

  @Field(() => String, { nullable: true, description: 'YYYY-MM-DD.' })
  engageDate?: string | null;

  @Field(() => String, { nullable: true, description: 'YYYY-MM-DD.' })
  closeDate?: string | null;

  @Field(() => ID, { nullable: true, description: 'A user or a team.' })
  ownerId?: string | null;

  @Field(() => ID, { nullable: true })
  accountId?: string | null;

  @Field(() => ID, { nullable: true })
  productId?: string | null;

  @Field(() => GraphQLJSON, {
    nullable: true,
    description: "Values of the tenant's own attributes by name, as RevOpsConfig declares them; null ends one.",
  })
  custom?: Record<string, unknown> | null;
}
