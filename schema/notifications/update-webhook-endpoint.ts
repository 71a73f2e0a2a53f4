import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { type NotificationsRuntime, updateWebhookEndpoint } from '../../src/notifications/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { WebhookStatus } from './webhook-endpoint.js';

@InputType()
class UpdateWebhookEndpointInput extends KeyedInput {
  @Field(() => ID)
  endpointId!: string;

  @Field(() => String, { nullable: true })
  url?: string | null;

  @Field(() => [String], { nullable: true })
  steps?: string[] | null;

  @Field(() => WebhookStatus, { nullable: true })
  status?: WebhookStatus | null;
}

@ObjectType()
class WebhookEndpointUpdated {
  @Field(() => ID)
  endpointId!: string;

  @Field(() => WebhookStatus)
  status!: WebhookStatus;
}

const UpdateWebhookEndpointResult = createUnionType({
  name: 'UpdateWebhookEndpointResult',
  types: () => [WebhookEndpointUpdated, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class UpdateWebhookEndpoint {
  @Guarded('updateWebhookEndpoint')
  @Mutation(() => UpdateWebhookEndpointResult, {
    description: 'Changes, disables or enables an endpoint; one that is enabled is told what it missed.',
  })
  updateWebhookEndpoint(
    @Arg('input') input: UpdateWebhookEndpointInput,
    @Ctx() context: ApiContext<NotificationsRuntime>,
  ) {
    return updateWebhookEndpoint(context.runtime, callerOf(context), input);
  }
}
