import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { revokeApiKey } from '../../src/tenancy/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';

@InputType()
class RevokeApiKeyInput extends KeyedInput {
  @Field(() => ID)
  apiKeyId!: string;
}

@ObjectType()
class ApiKeyRevoked {
  @Field(() => ID)
  apiKeyId!: string;
}

const RevokeApiKeyResult = createUnionType({
  name: 'RevokeApiKeyResult',
  types: () => [ApiKeyRevoked, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class RevokeApiKeyResolver {
  @Guarded('revokeApiKey')
  @Mutation(() => RevokeApiKeyResult, { description: 'Ends an API key at once.' })
  revokeApiKey(@Arg('input') input: RevokeApiKeyInput, @Ctx() context: ApiContext) {
    return revokeApiKey(context.runtime, callerOf(context), input);
  }
}
