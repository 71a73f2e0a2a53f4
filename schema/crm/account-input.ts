import { Field, ID, InputType, Int } from 'type-graphql';
import { KeyedInput } from '../contract/keyed-input.js';
import { MoneyInput } from '../contract/money.js';
import { GraphQLJSON } from '../contract/scalars.js';

/** What may be said of an account when it is made and when it is changed. */
@InputType()
export class AccountInput extends KeyedInput {
  @Field(() => String, { nullable: true, description: 'A domain, address or URL; its registrable domain is kept.' })
  domain?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 code, or English name.' })
  country?: string | null;

  @Field(() => String, { nullable: true })
  region?: string | null;

  @Field(() => String, { nullable: true })
  sector?: string | null;

  @Field(() => Int, { nullable: true })
  employees?: number | null;

  @Field(() => Int, { nullable: true })
  yearEstablished?: number | null;

  @Field(() => MoneyInput, { nullable: true, description: "In the tenant's currency." })
  revenue?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "In the tenant's currency." })
  arr?: MoneyInput | null;

  @Field(() => ID, { nullable: true, description: 'A user or a team.' })
  ownerId?: string | null;

  @Field(() => ID, { nullable: true })
  parentId?: string | null;

  @Field(() => GraphQLJSON, {
    nullable: true,
    description: "Values of the tenant's own attributes by name, as RevOpsConfig declares them; null ends one.",
  })
  custom?: Record<string, unknown> | null;
}
