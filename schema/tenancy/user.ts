import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ApiContext, Row } from '../contract/context.js';
import { GraphQLDateTime } from '../contract/scalars.js';
import { RoleEnum } from './enums.js';
import { holdingsById, holdingsOf, teamById, userById } from './loaders.js';
import { Team, User } from './people.js';
import { present } from './present.js';

@Resolver(() => User)
export class UserResolver {
  @FieldResolver(() => [RoleEnum], { description: 'Roles held at present.' })
  async roles(@Root() user: Row<User>, @Ctx() context: ApiContext): Promise<string[]> {
    return (await holdingsById(context).load(user.id))?.roles ?? [];
  }

  @FieldResolver(() => [RoleEnum], { description: 'Roles held at an instant.' })
  async rolesAt(
    @Root() user: Row<User>,
    @Arg('at', () => GraphQLDateTime) at: string,
    @Ctx() context: ApiContext,
  ): Promise<string[]> {
    const [held] = await holdingsOf(context, user.id, { at });
    return (held?.roles ?? []).toSorted();
  }

  @FieldResolver(() => [Team], { description: 'Teams they belong to at present.' })
  async teams(@Root() user: Row<User>, @Ctx() context: ApiContext) {
    const held = await holdingsById(context).load(user.id);
    return present(await teamById(context).loadMany(held?.teamIds ?? []));
  }

  @FieldResolver(() => User, { nullable: true, description: 'Whom they report to at present.' })
  async manager(@Root() user: Row<User>, @Ctx() context: ApiContext) {
    const managerId = (await holdingsById(context).load(user.id))?.managerId;
    return managerId ? userById(context).load(managerId) : null;
  }
}
