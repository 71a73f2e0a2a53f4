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
import { createUser } from '../../src/tenancy/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { userById } from './loaders.js';
import { User } from './people.js';

@InputType()
class CreateUserInput extends KeyedInput {
  @Field({ description: 'Letters, digits, ".", "_" and "-"; "user:" before it is dropped.' })
  handle!: string;

  @Field()
  name!: string;

  @Field(() => String, { nullable: true })
  email?: string | null;

  @Field(() => String, { nullable: true, description: "The `sub` of the user's tokens." })
  subject?: string | null;

  @Field(() => String, { nullable: true })
  externalId?: string | null;
}

@ObjectType()
export class UserCreated {
  @Field(() => ID)
  userId!: string;
}

@ObjectType({ description: 'Another user has this handle, token subject or external id.' })
export class UserExists {
  @Field()
  message!: string;

  @Field(() => ID)
  userId!: string;
}

const CreateUserResult = createUnionType({
  name: 'CreateUserResult',
  types: () => [UserCreated, UserExists, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class CreateUserResolver {
  @Guarded('createUser')
  @Mutation(() => CreateUserResult, { description: 'Adds a user, without role, team or seat.' })
  createUser(@Arg('input') input: CreateUserInput, @Ctx() context: ApiContext) {
    return createUser(context.runtime, callerOf(context), input);
  }
}

@Resolver(() => UserCreated)
export class UserCreatedResolver {
  @FieldResolver(() => User, { nullable: true })
  user(@Root() outcome: UserCreated, @Ctx() context: ApiContext) {
    return userById(context).load(outcome.userId);
  }
}

@Resolver(() => UserExists)
export class UserExistsResolver {
  @FieldResolver(() => User, { nullable: true })
  user(@Root() outcome: UserExists, @Ctx() context: ApiContext) {
    return userById(context).load(outcome.userId);
  }
}
