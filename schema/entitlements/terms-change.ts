import { Arg, Args, Ctx, Field, ID, Int, ObjectType, Query, Resolver, registerEnumType } from 'type-graphql';
import {
  listTermsChanges,
  TERMS_CHANGE_KINDS,
  TERMS_CHANGE_TRANSITIONS,
  type TermsChangeState,
} from '../../src/entitlements/index.js';
import { connectionOf, PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import type { ApiContext } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime, GraphQLSafeInt } from '../contract/scalars.js';

const byName = (values: readonly string[]): Record<string, string> =>
  Object.fromEntries(values.map((value) => [value, value]));

const TermsChangeKindEnum = byName(TERMS_CHANGE_KINDS);
registerEnumType(TermsChangeKindEnum, {
  name: 'TermsChangeKind',
  description: 'A plan, a custom quota in place of one of the plan, or an amount granted on top of one.',
});

const TermsChangeStateEnum = byName(Object.keys(TERMS_CHANGE_TRANSITIONS));
registerEnumType(TermsChangeStateEnum, { name: 'TermsChangeState' });

@ObjectType({ description: "A change of a tenant's terms: proposed by one operator, brought into force by another." })
class TermsChange {
  @Field(() => ID)
  id!: string;

  @Field(() => TermsChangeKindEnum)
  kind!: string;

  @Field(() => TermsChangeStateEnum)
  state!: string;

  @Field(() => String, { nullable: true, description: 'Of a PLAN.' })
  plan!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the quota or monthly limit, of a QUOTA or GRANT.' })
  quota!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Of a QUOTA; null: unlimited, or as the plan.' })
  limit!: number | null;

  @Field({ description: 'Of a QUOTA: the plan holds again.' })
  asPlan!: boolean;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Of a GRANT.' })
  amount!: number | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it is over by itself.' })
  expiresAt!: string | null;

  @Field()
  reasonCode!: string;

  @Field(() => ID, { description: 'Id of the operator who proposed it.' })
  proposedBy!: string;

  @Field(() => ID, { nullable: true })
  confirmedBy!: string | null;

  @Field(() => GraphQLDateTime)
  createdAt!: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Since when it is in force.' })
  from!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Until when it was, or when it was withdrawn.' })
  to!: string | null;

  @Field(() => Int)
  version!: number;
}

const TermsChangeConnection = connectionOf(TermsChange, 'TermsChange');

@ObjectType({ description: 'It waits for a second operator, who confirms it with confirmTermsChange.' })
export class TermsChangeProposed {
  @Field(() => ID)
  changeId!: string;
}

@Resolver()
export class TermsChangesResolver {
  @Guarded('termsChanges')
  @Query(() => TermsChangeConnection, {
    description:
      "Changes of a tenant's terms in one state, oldest first: PROPOSED is what waits for a second operator.",
  })
  async termsChanges(
    @Arg('tenantId', () => ID) tenantId: string,
    @Arg('state', () => TermsChangeStateEnum) state: TermsChangeState,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() context: ApiContext,
  ) {
    const limit = rowsToRead(first);
    const [createdAt = '', id = ''] = after ? placeOf(after, 2).map(String) : [];
    const rows = await listTermsChanges(context.runtime, tenantId, { state, after: { createdAt, id }, limit });
    return pageOf(
      rows,
      limit,
      (row) => [row.createdAt, row.id],
      (row): TermsChange => row,
    );
  }
}
