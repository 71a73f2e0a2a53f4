import { Arg, Ctx, createUnionType, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { connectSystem } from '../../src/usage/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { SystemKind } from './enums.js';

@InputType()
class ConnectSystemInput extends KeyedInput {
  @Field(() => SystemKind)
  system!: string;

  @Field({ description: 'The signing secret that the system shows for the endpoint it sends to; kept encrypted.' })
  secret!: string;
}

@ObjectType({ description: 'The webhooks of this system are taken from now on.' })
class SystemConnected {
  @Field(() => SystemKind)
  system!: string;

  @Field({ description: 'Where the system sends to, behind the address of this API.' })
  path!: string;
}

const ConnectSystemResult = createUnionType({
  name: 'ConnectSystemResult',
  types: () => [SystemConnected, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class ConnectSystem {
  @Guarded('connectSystem')
  @Mutation(() => ConnectSystemResult, { description: 'Sets the secret with which a system signs what it sends us.' })
  connectSystem(
    @Arg('input', () => ConnectSystemInput) input: ConnectSystemInput,
    @Ctx() context: ApiContext<ApiRuntime>,
  ) {
    return connectSystem(context.runtime, callerOf(context), input);
  }
}
