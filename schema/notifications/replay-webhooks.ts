import { Arg, Ctx, createUnionType, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { type NotificationsRuntime, replayWebhooks } from '../../src/notifications/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';

@InputType()
class ReplayWebhooksInput extends KeyedInput {
  @Field(() => ID)
  endpointId!: string;

  @Field(() => Int, { description: "A place in the tenant's log: log_position of a message, leafIndex of a receipt." })
  fromCursor!: number;
}

@ObjectType()
class WebhooksReplayed {
  @Field(() => ID)
  endpointId!: string;

  @Field(() => Int)
  fromCursor!: number;
}

const ReplayWebhooksResult = createUnionType({
  name: 'ReplayWebhooksResult',
  types: () => [WebhooksReplayed, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class ReplayWebhooks {
  @Guarded('replayWebhooks')
  @Mutation(() => ReplayWebhooksResult, {
    description: 'Tells an endpoint again of everything from a place in the log on, under the same ids.',
  })
  replayWebhooks(@Arg('input') input: ReplayWebhooksInput, @Ctx() context: ApiContext<NotificationsRuntime>) {
    return replayWebhooks(context.runtime, callerOf(context), input);
  }
}
