import {
  Arg,
  Ctx,
  createUnionType,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { releaseSeat } from '../../src/entitlements/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { userById } from '../tenancy/loaders.js';
import { User } from '../tenancy/people.js';

@InputType()
class ReleaseSeatInput extends KeyedInput {
  @Field(() => ID)
  userId!: string;
}

@ObjectType()
export class SeatReleased {
  @Field(() => ID)
  seatId!: string;

  @Field(() => ID)
  userId!: string;
}

@ObjectType({ description: 'The user has no seat.' })
class NotSeated {
  @Field()
  message!: string;
}

const ReleaseSeatResult = createUnionType({
  name: 'ReleaseSeatResult',
  types: () => [SeatReleased, NotSeated, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class ReleaseSeatResolver {
  @Guarded('releaseSeat')
  @Mutation(() => ReleaseSeatResult, { description: "Takes a user's seat back." })
  releaseSeat(@Arg('input') input: ReleaseSeatInput, @Ctx() context: ApiContext) {
    return releaseSeat(context.runtime, callerOf(context), input);
  }
}

@Resolver(() => SeatReleased)
export class SeatReleasedResolver {
  @FieldResolver(() => User, { nullable: true })
  user(@Root() outcome: SeatReleased, @Ctx() context: ApiContext) {
    return userById(context).load(outcome.userId);
  }
}
