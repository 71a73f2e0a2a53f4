import { Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { type QuotaGrant, tenantTerms } from '../../src/entitlements/index.js';
import { CodedError } from '../../src/kernel/errors.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf, type Row } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLBasisPoints, GraphQLDateTime, GraphQLSafeInt } from '../contract/scalars.js';

@ObjectType({ description: 'A quota of the tenant, of its plan or its own.' })
class TermsQuota {
  @Field()
  name!: string;

  @Field()
  meter!: string;

  @Field({ description: 'second, minute, hour, day, month or concurrent.' })
  window!: string;

  @Field({ description: 'tenant, workspace, user, api_key or group: each subject has the limit to itself.' })
  level!: string;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Null: unlimited, and counted all the same.' })
  limit!: number | null;

  @Field({ description: 'hard, or soft: going over is allowed, and told.' })
  enforcement!: string;
}

@ObjectType({ description: 'A one-off amount on top of a quota, spent after it.' })
class TermsGrant {
  @Field(() => ID)
  id!: string;

  @Field()
  quota!: string;

  @Field(() => GraphQLSafeInt)
  amount!: number;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'How much of it is used up; null while Redis is away.' })
  used!: number | null;

  @Field(() => GraphQLDateTime)
  expiresAt!: string;
}

@ObjectType({ description: 'What a month, or of workspaces the tenant, may have. Null: unlimited.' })
class TermsLimits {
  @Field(() => GraphQLSafeInt, { nullable: true })
  imports!: number | null;

  @Field(() => GraphQLSafeInt, { nullable: true })
  exports!: number | null;

  @Field(() => GraphQLSafeInt, { nullable: true })
  activeUsers!: number | null;

  @Field(() => GraphQLSafeInt, { nullable: true })
  workspaces!: number | null;
}

@ObjectType({ description: 'What the tenant has agreed with us, and limits itself.' })
class Terms {
  @Field({ description: 'trial, starter, pro or enterprise; none after a trial that nobody upgraded.' })
  plan!: string;

  @Field({ description: 'Hex SHA-256 of plan, quotas and grants: what a denial names.' })
  version!: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When the trial ends; null: none runs.' })
  trialEndsAt!: string | null;

  @Field({ description: 'IANA zone of days and months.' })
  zone!: string;

  @Field(() => Int, { description: 'Day of the month on which months of quotas begin.' })
  monthBegins!: number;

  @Field(() => [TermsQuota])
  quotas!: readonly TermsQuota[];

  grants!: readonly QuotaGrant[];

  @Field(() => TermsLimits)
  limits!: TermsLimits;

  @Field(() => [GraphQLBasisPoints], { description: 'Shares of a limit whose crossing is announced.' })
  announceAt!: readonly number[];

  @Field(() => GraphQLBasisPoints, { description: 'Share of a limit from which it is near.' })
  nearLimit!: number;

  @Field({ description: 'open or closed: what decides while Redis is away.' })
  withoutRedis!: string;
}

@Resolver(() => Terms)
export class TermsResolver {
  @Guarded('read')
  @Query(() => Terms, { description: "The caller's tenant's plan, quotas, limits and grants as they are now." })
  terms(@Ctx() context: ApiContext<ApiRuntime>) {
    return tenantTerms(context.runtime, callerOf(context).tenantId);
  }

  @FieldResolver(() => [TermsGrant], { description: 'The first to expire first: in this order they are spent.' })
  async grants(@Root() { grants }: Row<Terms>, @Ctx() context: ApiContext<ApiRuntime>): Promise<TermsGrant[]> {
    if (grants.length === 0) return [];
    const ids = grants.map(({ id }) => id);
    const used = await context.runtime.quotas.grantsUsed(callerOf(context).tenantId, ids).catch(whileAway);
    return grants.map((grant) => ({ ...grant, used: used ? (used.get(grant.id) ?? 0) : null }));
  }
}

/** Terms are told all the same while what is counted is not in reach. */
function whileAway(error: unknown): null {
  if (error instanceof CodedError && error.code === 'UNAVAILABLE') return null;
  throw error;
}
