import {
  Arg,
  Ctx,
  createUnionType,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { assignSeat } from '../../src/entitlements/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { SeatTypeEnum } from '../tenancy/enums.js';
import { userById } from '../tenancy/loaders.js';
import { User } from '../tenancy/people.js';
import { PlanLimitReached } from './plan-limit-reached.js';

@InputType()
class AssignSeatInput extends KeyedInput {
  @Field(() => ID)
  userId!: string;

  @Field(() => SeatTypeEnum)
  type!: string;
}

@ObjectType()
export class SeatAssigned {
  @Field(() => ID)
  seatId!: string;

  @Field(() => ID)
  userId!: string;

  @Field(() => SeatTypeEnum)
  type!: string;

  @Field(() => ID, { nullable: true, description: 'The seat of the other type that it took the place of.' })
  replacedSeatId!: string | null;
}

@ObjectType({ description: 'The user has a seat of this type.' })
class AlreadySeated {
  @Field()
  message!: string;

  @Field(() => ID)
  seatId!: string;
}

@ObjectType({ description: 'No decision seat is left.' })
class SeatLimitReached {
  @Field()
  message!: string;

  @Field(() => Int)
  limit!: number;
}

const AssignSeatResult = createUnionType({
  name: 'AssignSeatResult',
  types: () => [SeatAssigned, AlreadySeated, SeatLimitReached, PlanLimitReached, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class AssignSeatResolver {
  @Guarded('assignSeat')
  @Mutation(() => AssignSeatResult, { description: 'Gives a user a seat, in place of one of the other type.' })
  assignSeat(@Arg('input') input: AssignSeatInput, @Ctx() context: ApiContext<ApiRuntime>) {
    return assignSeat(context.runtime, callerOf(context), input);
  }
}

@Resolver(() => SeatAssigned)
export class SeatAssignedResolver {
  @FieldResolver(() => User, { nullable: true })
  user(@Root() outcome: SeatAssigned, @Ctx() context: ApiContext) {
    return userById(context).load(outcome.userId);
  }
}
