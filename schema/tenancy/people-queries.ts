import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import { listTeams, listUsers } from '../../src/tenancy/index.js';
import { PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { teamById, userById } from './loaders.js';
import { Team, TeamConnection, User, UserConnection } from './people.js';

const NAME = 'Only those whose name begins with this text, in any case.';

@Resolver()
export class PeopleQueries {
  @Guarded('read')
  @Query(() => User, { nullable: true })
  user(@Arg('id', () => ID) id: string, @Ctx() context: ApiContext) {
    return userById(context).load(id);
  }

  @Guarded('read')
  @Query(() => UserConnection, { description: 'Users in the order of their names, ended ones too.' })
  async users(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Arg('name', () => String, { nullable: true, description: NAME }) name: string | null,
    @Ctx() context: ApiContext,
  ) {
    const limit = rowsToRead(first);
    const page = { name, after: nameAfter(after), limit };
    const rows = await listUsers(context.runtime, callerOf(context).tenantId, page);
    return pageOf(
      rows,
      limit,
      (row) => [row.nameKey, row.id],
      (row): User => row,
    );
  }

  @Guarded('read')
  @Query(() => Team, { nullable: true })
  team(@Arg('id', () => ID) id: string, @Ctx() context: ApiContext) {
    return teamById(context).load(id);
  }

  @Guarded('read')
  @Query(() => TeamConnection, { description: 'Teams in the order of their names.' })
  async teams(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Arg('name', () => String, { nullable: true, description: NAME }) name: string | null,
    @Ctx() context: ApiContext,
  ) {
    const limit = rowsToRead(first);
    const page = { name, after: nameAfter(after), limit };
    const rows = await listTeams(context.runtime, callerOf(context).tenantId, page);
    return pageOf(
      rows,
      limit,
      (row) => [row.nameKey, row.id],
      (row): Team => row,
    );
  }
}

function nameAfter(after: string | null | undefined) {
  if (!after) return null;
  const [nameKey, id] = placeOf(after, 2).map(String);
  return { nameKey: nameKey ?? '', id: id ?? '' };
}
