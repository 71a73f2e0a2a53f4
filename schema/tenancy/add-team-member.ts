import {
  Arg,
  Ctx,
  createUnionType,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { addTeamMember } from '../../src/tenancy/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { teamById } from './loaders.js';
import { Team } from './people.js';

@InputType()
class AddTeamMemberInput extends KeyedInput {
  @Field(() => ID)
  userId!: string;

  @Field(() => ID)
  teamId!: string;
}

@ObjectType()
export class TeamMembershipSet {
  @Field(() => ID)
  userId!: string;

  @Field(() => ID)
  teamId!: string;

  @Field()
  member!: boolean;
}

const AddTeamMemberResult = createUnionType({
  name: 'AddTeamMemberResult',
  types: () => [TeamMembershipSet, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class AddTeamMemberResolver {
  @Guarded('addTeamMember')
  @Mutation(() => AddTeamMemberResult, { description: 'Lets a user belong to a team.' })
  addTeamMember(@Arg('input') input: AddTeamMemberInput, @Ctx() context: ApiContext) {
    return addTeamMember(context.runtime, callerOf(context), input);
  }
}

@Resolver(() => TeamMembershipSet)
export class TeamMembershipSetResolver {
  @FieldResolver(() => Team, { nullable: true })
  team(@Root() outcome: TeamMembershipSet, @Ctx() context: ApiContext) {
    return teamById(context).load(outcome.teamId);
  }
}
