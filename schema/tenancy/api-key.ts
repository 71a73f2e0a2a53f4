import { Args, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { listApiKeys } from '../../src/tenancy/index.js';
import { connectionOf, PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime } from '../contract/scalars.js';

@ObjectType({ description: "A program's key. The key itself is shown once, when it is made." })
class ApiKey {
  @Field(() => ID)
  id!: string;

  @Field()
  name!: string;

  @Field({ description: 'How the key begins, to tell it from others.' })
  prefix!: string;

  @Field(() => [String])
  scopes!: string[];

  @Field(() => GraphQLDateTime, { nullable: true })
  expiresAt!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true })
  revokedAt!: string | null;

  @Field(() => ID)
  createdBy!: string;

  @Field(() => GraphQLDateTime)
  createdAt!: string;

  @Field(() => Int)
  version!: number;
}

const ApiKeyConnection = connectionOf(ApiKey, 'ApiKey');

@Resolver()
export class ApiKeyQueries {
  @Guarded('apiKeys')
  @Query(() => ApiKeyConnection, { description: 'API keys, newest first, revoked ones too.' })
  async apiKeys(@Args(() => PageArgs) { first, after }: PageArgs, @Ctx() context: ApiContext) {
    const limit = rowsToRead(first);
    const [createdAt = '', id = ''] = after ? placeOf(after, 2).map(String) : [];
    const page = { before: after ? { createdAt, id } : null, limit };
    const rows = await listApiKeys(context.runtime, callerOf(context).tenantId, page);
    return pageOf(
      rows,
      limit,
      (row) => [row.createdAt, row.id],
      (row): ApiKey => row,
    );
  }
}
