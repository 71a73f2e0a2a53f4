import { Field, InputType, ObjectType } from 'type-graphql';
import { formatMoney, type Money as MoneyValue } from '../../src/kernel/values/money.js';
import { GraphQLSafeInt } from './scalars.js';

@ObjectType({ description: 'An amount in integer minor units of one ISO 4217 currency.' })
export class Money implements MoneyValue {
  @Field(() => GraphQLSafeInt, { description: 'Minor units: cents of a dollar.' })
  amountMinor!: number;

  @Field({ description: 'ISO 4217.' })
  currency!: string;

  @Field({ description: 'For people: $1,054.00.' })
  formatted!: string;
}

/** The GraphQL object of an amount. */
export const money = (amountMinor: number, currency: string): Money => ({
  amountMinor,
  currency,
  formatted: formatMoney({ amountMinor, currency }),
});

@InputType({ description: 'An amount in integer minor units of one ISO 4217 currency.' })
export class MoneyInput implements MoneyValue {
  @Field(() => GraphQLSafeInt)
  amountMinor!: number;

  @Field()
  currency!: string;
}
