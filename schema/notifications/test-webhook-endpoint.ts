import { Arg, Ctx, createUnionType, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { type NotificationsRuntime, testWebhookEndpoint } from '../../src/notifications/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';

@InputType()
class TestWebhookEndpointInput extends KeyedInput {
  @Field(() => ID)
  endpointId!: string;
}

@ObjectType()
class WebhookTested {
  @Field(() => ID)
  endpointId!: string;

  @Field(() => Int, { nullable: true, description: 'HTTP status; null: there was no answer.' })
  answer!: number | null;

  @Field(() => String, { nullable: true, description: 'Why it failed; null: it was taken.' })
  failure!: string | null;

  @Field(() => Int)
  ms!: number;
}

const TestWebhookEndpointResult = createUnionType({
  name: 'TestWebhookEndpointResult',
  types: () => [WebhookTested, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class TestWebhookEndpoint {
  @Guarded('testWebhookEndpoint')
  @Mutation(() => TestWebhookEndpointResult, {
    description: 'Sends an endpoint one signed message of type TEST_WEBHOOK and says what came back.',
  })
  testWebhookEndpoint(@Arg('input') input: TestWebhookEndpointInput, @Ctx() context: ApiContext<NotificationsRuntime>) {
    return testWebhookEndpoint(context.runtime, callerOf(context), input);
  }
}
