import { Arg, Ctx, createUnionType, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { type NotificationsRuntime, rotateWebhookSecret } from '../../src/notifications/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLDateTime } from '../contract/scalars.js';

@InputType()
class RotateWebhookSecretInput extends KeyedInput {
  @Field(() => ID)
  endpointId!: string;
}

@ObjectType()
class WebhookSecretRotated {
  @Field(() => ID)
  endpointId!: string;

  @Field(() => Int)
  generation!: number;

  @Field(() => GraphQLDateTime, { description: 'Until then the secret before it signs too.' })
  previousUntil!: string;

  @Field(() => String, { nullable: true, description: 'Null when this answer was given before.' })
  secret!: string | null;
}

const RotateWebhookSecretResult = createUnionType({
  name: 'RotateWebhookSecretResult',
  types: () => [WebhookSecretRotated, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class RotateWebhookSecret {
  @Guarded('rotateWebhookSecret')
  @Mutation(() => RotateWebhookSecretResult, {
    description: 'Gives an endpoint a new secret; for a day, messages are signed with both.',
  })
  rotateWebhookSecret(@Arg('input') input: RotateWebhookSecretInput, @Ctx() context: ApiContext<NotificationsRuntime>) {
    return rotateWebhookSecret(context.runtime, callerOf(context), input);
  }
}
