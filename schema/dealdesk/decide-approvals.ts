import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { decideApprovals } from '../../src/dealdesk/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { InvalidInput } from '../contract/outcomes.js';
import { DECIDE_OUTCOMES, DecideApprovalInput } from './decide-approval.js';
import { FeatureOff } from './feature-off.js';

@InputType()
class DecideApprovalsInput {
  @Field(() => [DecideApprovalInput], {
    description: '1 to 100, each of another approval, with its own idempotency key.',
  })
  decisions!: DecideApprovalInput[];
}

@ObjectType({ description: 'It could not be decided just now; send the same decision again.' })
class DecisionFailed {
  @Field()
  message!: string;
}

const OneDecisionResult = createUnionType({
  name: 'OneDecisionResult',
  types: () => [...DECIDE_OUTCOMES(), DecisionFailed] as const,
});

@ObjectType()
class OneDecision {
  @Field(() => ID)
  approvalId!: string;

  @Field(() => OneDecisionResult)
  result!: typeof OneDecisionResult;
}

@ObjectType({ description: 'Every decision has its own outcome.' })
class ApprovalsDecided {
  @Field(() => [OneDecision], { description: 'In the order they were given.' })
  results!: OneDecision[];
}

const DecideApprovalsResult = createUnionType({
  name: 'DecideApprovalsResult',
  types: () => [ApprovalsDecided, FeatureOff, InvalidInput] as const,
});

@Resolver()
export class DecideApprovals {
  @Guarded('decideApprovals')
  @Mutation(() => DecideApprovalsResult, {
    description: 'Decides many approvals, each by itself: one that fails stops no other.',
  })
  decideApprovals(
    @Arg('input', () => DecideApprovalsInput) input: DecideApprovalsInput,
    @Ctx() context: ApiContext<ApiRuntime>,
  ) {
    return decideApprovals(context.runtime, callerOf(context), input);
  }
}
