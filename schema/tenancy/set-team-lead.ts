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
import { setTeamLead } from '../../src/tenancy/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { teamById } from './loaders.js';
import { Team } from './people.js';

@InputType()
class SetTeamLeadInput extends KeyedInput {
  @Field(() => ID)
  teamId!: string;

  @Field(() => ID, { nullable: true })
  leadId?: string | null;
}

@ObjectType()
export class TeamLeadSet {
  @Field(() => ID)
  teamId!: string;

  @Field(() => ID, { nullable: true })
  leadId!: string | null;
}

const SetTeamLeadResult = createUnionType({
  name: 'SetTeamLeadResult',
  types: () => [TeamLeadSet, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class SetTeamLeadResolver {
  @Guarded('setTeamLead')
  @Mutation(() => SetTeamLeadResult, {
    description: 'Lets a user lead a team in place of whoever did; null leaves it without a lead.',
  })
  setTeamLead(@Arg('input') input: SetTeamLeadInput, @Ctx() context: ApiContext) {
    return setTeamLead(context.runtime, callerOf(context), input);
  }
}

@Resolver(() => TeamLeadSet)
export class TeamLeadSetResolver {
  @FieldResolver(() => Team, { nullable: true })
  team(@Root() outcome: TeamLeadSet, @Ctx() context: ApiContext) {
    return teamById(context).load(outcome.teamId);
  }
}
