import { Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { connectionOf } from '../contract/connection.js';
import type { ApiContext } from '../contract/context.js';
import { GraphQLDateTime } from '../contract/scalars.js';
import { userById } from './loaders.js';
import { present } from './present.js';
import { User } from './user.js';

@ObjectType({ description: 'People who are routed to and report together.' })
export class Team {
  @Field(() => ID)
  id!: string;

  @Field({ description: "Short name, as configurations write it after 'team:'." })
  handle!: string;

  @Field()
  name!: string;

  @Field(() => String, { nullable: true, description: 'The id that the CRM knows it by.' })
  externalId!: string | null;

  @Field(() => GraphQLDateTime)
  createdAt!: string;

  @Field(() => Int)
  version!: number;

  leadId!: string | null;
  memberIds!: string[];
}

export const TeamConnection = connectionOf(Team, 'Team');

@Resolver(() => Team)
export class TeamResolver {
  @FieldResolver(() => User, { nullable: true, description: 'Who leads it at present.' })
  lead(@Root() team: Team, @Ctx() context: ApiContext) {
    return team.leadId ? userById(context).load(team.leadId) : null;
  }

  @FieldResolver(() => [User], { description: 'Who belongs to it at present.' })
  async members(@Root() team: Team, @Ctx() context: ApiContext) {
    return present(await userById(context).loadMany(team.memberIds));
  }
}
