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
import { updateUser } from '../../src/tenancy/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { UserExists } from './create-user.js';
import { userById } from './loaders.js';
import { User } from './people.js';
import { SecondPersonRequired } from './second-person.js';

@InputType()
class UpdateUserInput extends KeyedInput {
  @Field(() => ID)
  userId!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => String, { nullable: true })
  handle?: string | null;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true })
  email?: string | null;

  @Field(() => String, { nullable: true })
  subject?: string | null;
}

@ObjectType()
export class UserUpdated {
  @Field(() => ID)
  userId!: string;

  @Field(() => Int)
  version!: number;
}

const UpdateUserResult = createUnionType({
  name: 'UpdateUserResult',
  types: () => [UserUpdated, UserExists, SecondPersonRequired, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class UpdateUserResolver {
  @Guarded('updateUser')
  @Mutation(() => UpdateUserResult, {
    description:
      'Changes details of a user; what is left out stays, null takes it away. Roles keep the subject they were granted to.',
  })
  updateUser(@Arg('input') input: UpdateUserInput, @Ctx() context: ApiContext) {
    return updateUser(context.runtime, callerOf(context), input);
  }
}

@Resolver(() => UserUpdated)
export class UserUpdatedResolver {
  @FieldResolver(() => User, { nullable: true })
  user(@Root() outcome: UserUpdated, @Ctx() context: ApiContext) {
    return userById(context).load(outcome.userId);
  }
}
