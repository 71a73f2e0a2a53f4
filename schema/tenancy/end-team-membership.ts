import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import { endTeamMembership } from '../../src/tenancy/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { TeamMembershipSet } from './add-team-member.js';

@InputType()
class EndTeamMembershipInput extends KeyedInput {
  @Field(() => ID)
  userId!: string;

  @Field(() => ID)
  teamId!: string;
}

const EndTeamMembershipResult = createUnionType({
  name: 'EndTeamMembershipResult',
  types: () => [TeamMembershipSet, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class EndTeamMembershipResolver {
  @Guarded('endTeamMembership')
  @Mutation(() => EndTeamMembershipResult, { description: "Ends a user's membership of a team." })
  endTeamMembership(@Arg('input') input: EndTeamMembershipInput, @Ctx() context: ApiContext) {
    return endTeamMembership(context.runtime, callerOf(context), input);
  }
}
