import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { createWebhookEndpoint, type NotificationsRuntime } from '../../src/notifications/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';

@InputType()
class CreateWebhookEndpointInput extends KeyedInput {
  @Field({ description: 'An https address of the public internet.' })
  url!: string;

  @Field(() => [String], { description: 'Receipt steps, such as DECIDE_APPROVAL; the glossary has them all.' })
  steps!: string[];
}

@ObjectType()
class WebhookEndpointCreated {
  @Field(() => ID)
  endpointId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Checks signatures (whsec_…); null when this answer was given before: it is not shown again.',
  })
  secret!: string | null;
}

const CreateWebhookEndpointResult = createUnionType({
  name: 'CreateWebhookEndpointResult',
  types: () => [WebhookEndpointCreated, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class CreateWebhookEndpoint {
  @Guarded('createWebhookEndpoint')
  @Mutation(() => CreateWebhookEndpointResult, {
    description: 'Subscribes an address to the receipts of some steps, from now on: each at least once, under its id.',
  })
  createWebhookEndpoint(
    @Arg('input') input: CreateWebhookEndpointInput,
    @Ctx() context: ApiContext<NotificationsRuntime>,
  ) {
    return createWebhookEndpoint(context.runtime, callerOf(context), input);
  }
}
