import { Field, ID, ObjectType } from 'type-graphql';
import { ApprovalStatus } from './approval-types.js';
import { QuoteStatus } from './quote-types.js';

@ObjectType({ description: 'Somebody else owns the quote.' })
export class NotYourQuote {
  @Field()
  message!: string;
}

@ObjectType({ description: 'The quote is not in a state that allows this.' })
export class QuoteNotEditable {
  @Field()
  message!: string;

  @Field(() => QuoteStatus)
  status!: QuoteStatus;
}

@ObjectType({ description: 'The policy does not let this quote be submitted; the receipt holds the whole verdict.' })
export class SubmissionDenied {
  @Field({ description: 'Why, one sentence a rule.' })
  message!: string;

  @Field(() => [String])
  ruleIds!: string[];
}

@ObjectType({
  description:
    'A closed opportunity is only quoted, and its drafts only submitted, as backfilled history, by a RevOps admin.',
})
export class OpportunityClosed {
  @Field()
  message!: string;
}

@ObjectType({ description: 'It waits for somebody else, or you may not decide it.' })
export class NotYourApproval {
  @Field({ description: 'Why, as the receipt names it: `over_limit`, `own_quote`, `other_assignee` …' })
  reason!: string;

  @Field()
  message!: string;

  @Field(() => ID)
  approvalId!: string;
}

@ObjectType({ description: 'The person may not decide this approval, so it is not given to them.' })
export class AssigneeNotEligible {
  @Field()
  message!: string;

  @Field({ description: 'Why, as the receipt names it: `role_not_held`, `own_quote`, `asked_already` …' })
  reason!: string;

  @Field(() => ID)
  approvalId!: string;
}

@ObjectType({ description: 'Somebody decided first, or the quote moved on.' })
export class ApprovalAlreadyDecided {
  @Field()
  message!: string;

  @Field(() => ID)
  approvalId!: string;

  @Field(() => ApprovalStatus)
  status!: ApprovalStatus;
}

@ObjectType({ description: 'An earlier stage has not finished.' })
export class ApprovalNotOpen {
  @Field()
  message!: string;

  @Field(() => ID)
  approvalId!: string;
}
