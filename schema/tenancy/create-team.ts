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
import { createTeam } from '../../src/tenancy/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { teamById } from './loaders.js';
import { Team } from './people.js';

@InputType()
class CreateTeamInput extends KeyedInput {
  @Field({ description: 'Letters, digits, ".", "_" and "-"; "team:" before it is dropped.' })
  handle!: string;

  @Field()
  name!: string;

  @Field(() => String, { nullable: true })
  externalId?: string | null;

  @Field(() => ID, { nullable: true })
  leadId?: string | null;
}

@ObjectType()
export class TeamCreated {
  @Field(() => ID)
  teamId!: string;
}

@ObjectType({ description: 'Another team has this handle or external id.' })
export class TeamExists {
  @Field()
  message!: string;

  @Field(() => ID)
  teamId!: string;
}

const CreateTeamResult = createUnionType({
  name: 'CreateTeamResult',
  types: () => [TeamCreated, TeamExists, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class CreateTeamResolver {
  @Guarded('createTeam')
  @Mutation(() => CreateTeamResult, { description: 'Adds a team.' })
  createTeam(@Arg('input') input: CreateTeamInput, @Ctx() context: ApiContext) {
    return createTeam(context.runtime, callerOf(context), input);
  }
}

@Resolver(() => TeamCreated)
export class TeamCreatedResolver {
  @FieldResolver(() => Team, { nullable: true })
  team(@Root() outcome: TeamCreated, @Ctx() context: ApiContext) {
    return teamById(context).load(outcome.teamId);
  }
}

@Resolver(() => TeamExists)
export class TeamExistsResolver {
  @FieldResolver(() => Team, { nullable: true })
  team(@Root() outcome: TeamExists, @Ctx() context: ApiContext) {
    return teamById(context).load(outcome.teamId);
  }
}
