import { Arg, Args, ArgsType, Ctx, Field, ID, Int, ObjectType, Query, Resolver, registerEnumType } from 'type-graphql';
import { findWorkspace, listWorkspaces, type WorkspaceState } from '../../src/entitlements/index.js';
import { connectionOf, PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime } from '../contract/scalars.js';

const STATES = { ACTIVE: 'ACTIVE', ENDED: 'ENDED' } as const;
registerEnumType(STATES, { name: 'WorkspaceState' });

@ObjectType({ description: "A part of the tenant whose use is counted apart: R2's hotel." })
class Workspace {
  @Field(() => ID)
  id!: string;

  @Field({ description: 'Short name, unique among those that are there and were.' })
  handle!: string;

  @Field()
  name!: string;

  @Field(() => STATES)
  state!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => GraphQLDateTime)
  createdAt!: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  endedAt!: string | null;
}

const WorkspaceConnection = connectionOf(Workspace, 'Workspace');

@ArgsType()
class WorkspacesArgs extends PageArgs {
  @Field(() => STATES, { nullable: true, description: 'Those that have not ended when left out.' })
  state?: WorkspaceState | null;
}

@Resolver()
export class WorkspaceQueries {
  @Guarded('read')
  @Query(() => Workspace, { nullable: true, description: 'One workspace, an ended one too.' })
  workspace(@Arg('id', () => ID) id: string, @Ctx() context: ApiContext) {
    return findWorkspace(context.runtime, callerOf(context).tenantId, id);
  }

  @Guarded('read')
  @Query(() => WorkspaceConnection, { description: 'Workspaces in a state, oldest first.' })
  async workspaces(@Args(() => WorkspacesArgs) { state, first, after }: WorkspacesArgs, @Ctx() context: ApiContext) {
    const limit = rowsToRead(first);
    const [createdAt = '', id = ''] = after ? placeOf(after, 2).map(String) : [];
    const page = { state: state ?? ('ACTIVE' as const), after: { createdAt, id }, limit };
    const rows = await listWorkspaces(context.runtime, callerOf(context).tenantId, page);
    return pageOf(
      rows,
      limit,
      (row) => [row.createdAt, row.id],
      (row): Workspace => row,
    );
  }
}
