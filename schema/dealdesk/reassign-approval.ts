import { Arg, Ctx, createUnionType, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { reassignApproval } from '../../src/dealdesk/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { ApprovalAlreadyDecided, AssigneeNotEligible } from './outcome-types.js';
import { QuoteOutcome } from './quote-outcome.js';

@InputType()
class ReassignApprovalInput {
  @Field(() => ID)
  approvalId!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => ID, { description: 'Who decides from now on; they hold the role and made nothing of the quote.' })
  toUserId!: string;

  @Field({ description: "Why, one of the configuration's codes for reassignments." })
  reasonCode!: string;

  @Field(() => String, { nullable: true, description: 'Free text; personal data, erasable.' })
  comment?: string | null;

  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null;
}

@ObjectType({ description: 'The approval waits for somebody else.' })
class ApprovalReassigned extends QuoteOutcome {
  @Field(() => ID)
  approvalId!: string;
}

const ReassignApprovalResult = createUnionType({
  name: 'ReassignApprovalResult',
  types: () => [ApprovalReassigned, AssigneeNotEligible, ApprovalAlreadyDecided, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class ReassignApproval {
  @Guarded('reassignApproval')
  @Mutation(() => ReassignApprovalResult, {
    description: 'Names who decides an approval: where nobody was found, or somebody cannot. Who names never decides.',
  })
  reassignApproval(
    @Arg('input', () => ReassignApprovalInput) input: ReassignApprovalInput,
    @Ctx() context: ApiContext<ApiRuntime>,
  ) {
    return reassignApproval(context.runtime, callerOf(context), input);
  }
}
