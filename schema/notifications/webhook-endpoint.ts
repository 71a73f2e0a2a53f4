import { Arg, Args, Ctx, Field, ID, Int, ObjectType, Query, Resolver, registerEnumType } from 'type-graphql';
import { listWebhookDeliveries, listWebhookEndpoints } from '../../src/notifications/index.js';
import { connectionOf, PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime } from '../contract/scalars.js';

export enum WebhookStatus {
  ACTIVE = 'ACTIVE',
  DISABLED = 'DISABLED',
}
registerEnumType(WebhookStatus, { name: 'WebhookStatus', description: 'Whether an endpoint is told.' });

enum WebhookDeliveryStatus {
  RETRYING = 'RETRYING',
  DELIVERED = 'DELIVERED',
  DEAD = 'DEAD',
}
registerEnumType(WebhookDeliveryStatus, {
  name: 'WebhookDeliveryStatus',
  description: 'DEAD: it was tried eight times, or the endpoint said that it is gone; replayWebhooks sends it again.',
});

@ObjectType({ description: 'An address that is told of the receipts of some steps, signed by Standard Webhooks.' })
class WebhookEndpoint {
  @Field(() => ID)
  id!: string;

  @Field()
  url!: string;

  @Field(() => [String])
  steps!: string[];

  @Field(() => WebhookStatus)
  status!: WebhookStatus;

  @Field(() => String, {
    nullable: true,
    description:
      'BY_ADMIN, GONE (it answered 410) or FAILING (nothing reached it for five days); null while it is active.',
  })
  disabledReason!: string | null;

  @Field(() => Int, { description: 'Counts its secrets, from 1.' })
  generation!: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Until when the secret before this one signs too.' })
  previousUntil!: string | null;

  @Field(() => ID)
  createdBy!: string;

  @Field(() => GraphQLDateTime)
  createdAt!: string;

  @Field(() => Int)
  version!: number;
}

@ObjectType({ description: 'What became of telling an endpoint of one receipt.' })
class WebhookDelivery {
  @Field(() => ID, { description: 'The webhook-id of the message.' })
  receiptId!: string;

  @Field(() => Int, { description: 'Its place in the log, for replayWebhooks.' })
  leafIndex!: number;

  @Field()
  step!: string;

  @Field(() => WebhookDeliveryStatus)
  status!: WebhookDeliveryStatus;

  @Field(() => Int)
  attempts!: number;

  @Field(() => GraphQLDateTime, { description: 'When it was last tried.' })
  at!: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it is tried again.' })
  nextAt!: string | null;

  @Field(() => Int, { nullable: true, description: 'HTTP status of the last answer; null: there was none.' })
  answer!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'TIMEOUT, UNREACHABLE, ADDRESS_REFUSED, REDIRECT or NOT_ACCEPTED; null: it was taken.',
  })
  failure!: string | null;

  @Field(() => Int, { description: 'How long the last try took, in milliseconds.' })
  ms!: number;
}

const WebhookEndpointConnection = connectionOf(WebhookEndpoint, 'WebhookEndpoint');
const WebhookDeliveryConnection = connectionOf(WebhookDelivery, 'WebhookDelivery');

@Resolver()
export class WebhookQueries {
  @Guarded('webhookEndpoints')
  @Query(() => WebhookEndpointConnection, { description: 'Webhook endpoints, newest first, disabled ones too.' })
  async webhookEndpoints(@Args(() => PageArgs) { first, after }: PageArgs, @Ctx() context: ApiContext) {
    const limit = rowsToRead(first);
    const [createdAt = '', id = ''] = after ? placeOf(after, 2).map(String) : [];
    const page = { before: after ? { createdAt, id } : null, limit };
    const rows = await listWebhookEndpoints(context.runtime, callerOf(context).tenantId, page);
    return pageOf(
      rows,
      limit,
      (row) => [row.createdAt, row.id],
      (row): WebhookEndpoint => ({ ...row, status: WebhookStatus[row.status] }),
    );
  }

  @Guarded('webhookEndpoints')
  @Query(() => WebhookDeliveryConnection, {
    description: 'Deliveries to an endpoint, the latest in the log first; delivered ones for 7 days, dead ones for 30.',
  })
  async webhookDeliveries(
    @Arg('endpointId', () => ID) endpointId: string,
    @Arg('status', () => WebhookDeliveryStatus, { nullable: true }) status: WebhookDeliveryStatus | null,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() context: ApiContext,
  ) {
    const limit = rowsToRead(first);
    const before = after ? Number(placeOf(after, 1)[0]) : Number.MAX_SAFE_INTEGER;
    const page = { endpointId, status: status ?? null, before, limit };
    const rows = await listWebhookDeliveries(context.runtime, callerOf(context).tenantId, page);
    return pageOf(
      rows,
      limit,
      (row) => [row.leafIndex],
      (row): WebhookDelivery => ({ ...row, status: row.status as WebhookDeliveryStatus }),
    );
  }
}
