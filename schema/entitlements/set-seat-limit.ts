import { Arg, Ctx, createUnionType, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { setSeatLimit } from '../../src/entitlements/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';

@InputType()
class SetSeatLimitInput extends KeyedInput {
  @Field(() => ID)
  tenantId!: string;

  @Field(() => Int, { nullable: true, description: 'Null or left out: unlimited.' })
  limit?: number | null;
}

@ObjectType()
class SeatLimitProposed {
  @Field(() => ID)
  proposalId!: string;
}

@ObjectType({ description: 'More seats are used than the new limit has.' })
export class SeatLimitBelowUse {
  @Field()
  message!: string;

  @Field(() => Int)
  used!: number;
}

const SetSeatLimitResult = createUnionType({
  name: 'SetSeatLimitResult',
  types: () => [SeatLimitProposed, SeatLimitBelowUse, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class SetSeatLimitResolver {
  @Guarded('setSeatLimit')
  @Mutation(() => SetSeatLimitResult, {
    description: 'Proposes another number of decision seats for a tenant; a second operator confirms it.',
  })
  setSeatLimit(@Arg('input') input: SetSeatLimitInput, @Ctx() context: ApiContext) {
    return setSeatLimit(context.runtime, callerOf(context), input);
  }
}
