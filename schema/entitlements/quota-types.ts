import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { QUOTA_LEVELS, QUOTA_WINDOWS } from '../../src/entitlements/index.js';
import { GraphQLBasisPoints, GraphQLDateTime, GraphQLSafeInt } from '../contract/scalars.js';
import { byName } from '../tenancy/enums.js';

export const QuotaWindowEnum = byName(QUOTA_WINDOWS);
registerEnumType(QuotaWindowEnum, {
  name: 'QuotaWindow',
  description:
    "Up to an hour a rate; days and months are calendar windows of the tenant's zone; CONCURRENT is held until it is given back.",
});

export const QuotaLevelEnum = byName(QUOTA_LEVELS);
registerEnumType(QuotaLevelEnum, { name: 'QuotaLevel', description: 'Whose use is counted together.' });

@InputType({ description: 'Whom a check is about, beside the tenant; a level that is not named is not checked.' })
export class QuotaSubjectInput {
  @Field(() => ID, { nullable: true })
  workspaceId?: string | null;

  @Field(() => ID, { nullable: true })
  userId?: string | null;

  @Field(() => ID, { nullable: true })
  apiKeyId?: string | null;

  @Field(() => String, { nullable: true })
  group?: string | null;
}

@InputType({ description: 'An amount of one meter.' })
export class QuotaAmountInput {
  @Field({ description: "tokens, api_calls, chat_messages, embeddings, or a meter of the tenant's own." })
  quotaType!: string;

  @Field(() => GraphQLSafeInt)
  amount!: number;
}

@ObjectType({ description: 'Where one quota of one subject stands.' })
export class QuotaState {
  @Field()
  quota!: string;

  @Field()
  meter!: string;

  @Field(() => QuotaWindowEnum)
  window!: string;

  @Field(() => QuotaLevelEnum)
  level!: string;

  @Field({ description: "'' of the tenant itself." })
  subject!: string;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'With grants that have not expired; null: unlimited.' })
  limit!: number | null;

  @Field(() => GraphQLSafeInt)
  used!: number;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Null: unlimited.' })
  remaining!: number | null;

  @Field(() => GraphQLBasisPoints, { nullable: true, description: 'Used of the limit; null: unlimited.' })
  percentage!: number | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When the window ends, or a rate is whole again; null of CONCURRENT.',
  })
  resetsAt!: string | null;

  @Field()
  isNearLimit!: boolean;
}

@ObjectType({ description: 'The first limit that a check hit.' })
export class QuotaDenial {
  @Field(() => ID, { description: 'Answers quotaDenial for good.' })
  id!: string;

  @Field()
  quota!: string;

  @Field(() => GraphQLSafeInt)
  limit!: number;

  @Field(() => GraphQLSafeInt)
  used!: number;

  @Field(() => GraphQLSafeInt)
  requested!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Milliseconds until as much would be let through; null when waiting does not help.',
  })
  retryAfterMs!: number | null;
}

@ObjectType({ description: 'What was used beyond a limit when it was finalised; it counts against the next check.' })
export class QuotaOverrun {
  @Field()
  quota!: string;

  @Field()
  meter!: string;

  @Field(() => QuotaLevelEnum)
  level!: string;

  @Field()
  subject!: string;

  @Field(() => GraphQLSafeInt)
  limit!: number;

  @Field(() => GraphQLSafeInt)
  used!: number;

  @Field(() => GraphQLSafeInt, { description: 'The part of this finalising that is beyond the limit.' })
  over!: number;
}
