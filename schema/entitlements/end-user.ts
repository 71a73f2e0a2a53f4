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
import { endUser } from '../../src/entitlements/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { LastAdmin } from '../tenancy/last-admin.js';
import { userById } from '../tenancy/loaders.js';
import { User } from '../tenancy/people.js';

@InputType()
class EndUserInput extends KeyedInput {
  @Field(() => ID)
  userId!: string;
}

@ObjectType()
export class UserEnded {
  @Field(() => ID)
  userId!: string;
}

const EndUserResult = createUnionType({
  name: 'EndUserResult',
  types: () => [UserEnded, LastAdmin, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class EndUserResolver {
  @Guarded('endUser')
  @Mutation(() => EndUserResult, {
    description: 'Ends a user: roles, teams, lines and seat end at once, and their token is refused.',
  })
  endUser(@Arg('input') input: EndUserInput, @Ctx() context: ApiContext) {
    return endUser(context.runtime, callerOf(context), input);
  }
}

@Resolver(() => UserEnded)
export class UserEndedResolver {
  @FieldResolver(() => User, { nullable: true })
  user(@Root() outcome: UserEnded, @Ctx() context: ApiContext) {
    return userById(context).load(outcome.userId);
  }
}
