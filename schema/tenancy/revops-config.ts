import { Arg, Args, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { findConfigVersion, listConfigVersions } from '../../src/tenancy/index.js';
import { connectionOf, PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime } from '../contract/scalars.js';
import { ConfigStateEnum } from './enums.js';
import { configTextByNumber } from './loaders.js';

@ObjectType({ description: "One numbered version of the tenant's configuration. Its text never changes." })
export class RevOpsConfigVersion {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  number!: number;

  @Field(() => ConfigStateEnum)
  state!: string;

  @Field({ description: 'SHA-256 of the normalised configuration, as receipts name it.' })
  sha256!: string;

  @Field(() => ID, { description: "Id of who saved it; 'bootstrap' at a tenant's first start." })
  savedBy!: string;

  @Field(() => ID, { nullable: true })
  activatedBy!: string | null;

  @Field(() => GraphQLDateTime)
  createdAt!: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  activatedAt!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true })
  retiredAt!: string | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When it comes into force by itself, while it is scheduled.',
  })
  activateAt!: string | null;

  @Field(() => ID, { nullable: true })
  scheduledBy!: string | null;

  @Field(() => Int)
  version!: number;
}

const RevOpsConfigVersionConnection = connectionOf(RevOpsConfigVersion, 'RevOpsConfigVersion');
const NEWEST = 2_147_483_647;

@Resolver(() => RevOpsConfigVersion)
export class RevOpsConfigResolver {
  @FieldResolver(() => String, { description: 'The text as it was saved.' })
  async yaml(@Root() config: RevOpsConfigVersion & { yaml?: string }, @Ctx() context: ApiContext) {
    // Rows without their text come from the list, which is for those who may read drafts.
    return config.yaml ?? (await configTextByNumber(context).load(String(config.number)))?.yaml;
  }

  @Guarded('read')
  @Query(() => RevOpsConfigVersion, {
    nullable: true,
    description: 'The version of this number, or the one in force. Drafts are for admins.',
  })
  revOpsConfig(@Arg('version', () => Int, { nullable: true }) version: number | null, @Ctx() context: ApiContext) {
    return findConfigVersion(context.runtime, callerOf(context), version ?? null);
  }

  @Guarded('revOpsConfigDrafts')
  @Query(() => RevOpsConfigVersionConnection, { description: 'All versions, newest first, drafts too.' })
  async revOpsConfigs(@Args(() => PageArgs) { first, after }: PageArgs, @Ctx() context: ApiContext) {
    const limit = rowsToRead(first);
    const before = after ? Number(placeOf(after, 1)[0]) : NEWEST;
    const rows = await listConfigVersions(context.runtime, callerOf(context).tenantId, { before, limit });
    return pageOf(
      rows,
      limit,
      (row) => [row.number],
      (row): RevOpsConfigVersion => row,
    );
  }
}
