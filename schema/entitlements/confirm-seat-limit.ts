import { Arg, Ctx, createUnionType, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { confirmSeatLimit } from '../../src/entitlements/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { SecondPersonRequired } from '../tenancy/second-person.js';
import { SeatLimitBelowUse } from './set-seat-limit.js';

@InputType()
class ConfirmSeatLimitInput extends KeyedInput {
  @Field(() => ID)
  tenantId!: string;

  @Field(() => ID)
  proposalId!: string;
}

@ObjectType()
class SeatLimitSet {
  @Field(() => Int, { nullable: true })
  limit!: number | null;
}

const ConfirmSeatLimitResult = createUnionType({
  name: 'ConfirmSeatLimitResult',
  types: () => [SeatLimitSet, SeatLimitBelowUse, SecondPersonRequired, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class ConfirmSeatLimitResolver {
  @Guarded('confirmSeatLimit')
  @Mutation(() => ConfirmSeatLimitResult, {
    description: 'Brings a seat limit into force that another operator proposed.',
  })
  confirmSeatLimit(@Arg('input') input: ConfirmSeatLimitInput, @Ctx() context: ApiContext) {
    return confirmSeatLimit(context.runtime, callerOf(context), input);
  }
}
