import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ApiContext, Row } from '../contract/context.js';
import { userById } from './loaders.js';
import { Team, User } from './people.js';
import { present } from './present.js';

@Resolver(() => Team)
export class TeamResolver {
  @FieldResolver(() => User, { nullable: true, description: 'Who leads it at present.' })
  lead(@Root() team: Row<Team>, @Ctx() context: ApiContext) {
    return team.leadId ? userById(context).load(team.leadId) : null;
  }

  @FieldResolver(() => [User], { description: 'Who belongs to it at present.' })
  async members(@Root() team: Row<Team>, @Ctx() context: ApiContext) {
    return present(await userById(context).loadMany(team.memberIds));
  }
}
