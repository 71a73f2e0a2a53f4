import {
  Arg,
  Ctx,
  createUnionType,
  Field,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  registerEnumType,
} from 'type-graphql';
import { decideApproval } from '../../src/dealdesk/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLBasisPoints } from '../contract/scalars.js';
import { User } from '../tenancy/people.js';
import { personOf } from './delegation-types.js';
import { ApprovalAlreadyDecided, ApprovalNotOpen, NotYourApproval } from './outcome-types.js';
import { QuoteLineInput, QuoteTermsInput } from './quote-inputs.js';
import { QuoteOutcome } from './quote-outcome.js';
import { QuoteStatus } from './quote-types.js';

enum Decision {
  APPROVE = 'APPROVE',
  REJECT = 'REJECT',
  COUNTER_PROPOSE = 'COUNTER_PROPOSE',
}
registerEnumType(Decision, { name: 'Decision' });

@InputType({
  description: 'What an approver proposes instead: one discount over every line, or prices and quantities, and terms.',
})
class CounterProposalInput {
  @Field(() => GraphQLBasisPoints, { nullable: true })
  discount?: number | null;

  @Field(() => [QuoteLineInput], { nullable: true })
  lines?: QuoteLineInput[] | null;

  @Field(() => QuoteTermsInput, { nullable: true })
  terms?: QuoteTermsInput | null;
}

@InputType()
export class DecideApprovalInput {
  @Field(() => ID)
  approvalId!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => Decision)
  decision!: Decision;

  @Field(() => String, {
    nullable: true,
    description: "Why, one of the configuration's codes for the kind of decision; needed unless you approve.",
  })
  reasonCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Free text for the people of this deal; personal data, erasable.',
  })
  comment?: string | null;

  @Field(() => CounterProposalInput, { nullable: true })
  counterProposal?: CounterProposalInput | null;

  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null;
}

@ObjectType()
class ApprovalDecided extends QuoteOutcome {
  @Field(() => ID)
  approvalId!: string;

  @Field(() => QuoteStatus, { description: 'Where the decision took the quote.' })
  quoteStatus!: QuoteStatus;

  @Field(() => Int, { nullable: true, description: 'Number of the version that a counter-proposal made.' })
  versionNumber!: number | null;

  @Field(() => ID)
  decidedById!: string;

  @Field(() => ID, { nullable: true, description: 'In whose place, by delegation.' })
  onBehalfOfId!: string | null;

  @Field(() => User)
  decidedBy(@Ctx() context: ApiContext): Promise<User> {
    return personOf(context, this.decidedById);
  }

  @Field(() => User, { nullable: true, description: 'In whose place, by delegation.' })
  onBehalfOf(@Ctx() context: ApiContext): Promise<User> | null {
    return this.onBehalfOfId ? personOf(context, this.onBehalfOfId) : null;
  }
}

/** What a decision may answer. */
export const DECIDE_OUTCOMES = () =>
  [ApprovalDecided, ApprovalAlreadyDecided, ApprovalNotOpen, NotYourApproval, ...SHARED_OUTCOMES] as const;

const DecideApprovalResult = createUnionType({
  name: 'DecideApprovalResult',
  types: DECIDE_OUTCOMES,
});

@Resolver()
export class DecideApproval {
  @Guarded('decideApproval')
  @Mutation(() => DecideApprovalResult, {
    description: 'Approves, rejects or makes a counter-proposal; of two deciders one wins.',
  })
  decideApproval(
    @Arg('input', () => DecideApprovalInput) input: DecideApprovalInput,
    @Ctx() context: ApiContext<ApiRuntime>,
  ) {
    return decideApproval(context.runtime, callerOf(context), input);
  }
}
