import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { API_KEY_SCOPES, createApiKey } from '../../src/tenancy/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLDateTime } from '../contract/scalars.js';

@InputType()
class CreateApiKeyInput extends KeyedInput {
  @Field()
  name!: string;

  @Field(() => [String], { description: `Of: ${API_KEY_SCOPES.join(', ')}.` })
  scopes!: string[];

  @Field(() => GraphQLDateTime, { nullable: true })
  expiresAt?: string | null;
}

@ObjectType()
class ApiKeyCreated {
  @Field(() => ID)
  apiKeyId!: string;

  @Field()
  prefix!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The key; null when this answer was given before: it is not shown again.',
  })
  secret!: string | null;
}

const CreateApiKeyResult = createUnionType({
  name: 'CreateApiKeyResult',
  types: () => [ApiKeyCreated, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class CreateApiKeyResolver {
  @Guarded('createApiKey')
  @Mutation(() => CreateApiKeyResult, { description: 'Issues an API key. The key is shown by this answer alone.' })
  createApiKey(@Arg('input') input: CreateApiKeyInput, @Ctx() context: ApiContext) {
    return createApiKey(context.runtime, callerOf(context), input);
  }
}
