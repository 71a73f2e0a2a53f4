import {
  Arg,
  Ctx,
  createUnionType,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import {
  type Approval as ApprovalValue,
  addQuoteComment,
  type QuoteComment as CommentValue,
} from '../../src/dealdesk/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf, type Row } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLDateTime } from '../contract/scalars.js';
import { userById } from '../tenancy/loaders.js';
import { User } from '../tenancy/people.js';
import { Approval } from './approval-types.js';
import { FeatureOff } from './feature-off.js';
import { commentsOfQuote } from './loaders.js';
import { QuoteOutcome } from './quote-outcome.js';
import { Quote } from './quote-types.js';

@ObjectType({ description: 'What somebody said of a quote.' })
class QuoteComment {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  quoteId!: string;

  @Field(() => Int, { description: 'Number of the version that was in force.' })
  quoteVersion!: number;

  @Field(() => ID, { nullable: true, description: 'The approval that it was said beside.' })
  approvalId!: string | null;

  @Field(() => String, { nullable: true, description: 'Personal data; null once it was erased.' })
  text!: string | null;

  @Field(() => GraphQLDateTime)
  createdAt!: string;
}

@Resolver(() => QuoteComment)
export class QuoteCommentFields {
  @FieldResolver(() => User, { nullable: true })
  author(@Root() comment: Row<CommentValue>, @Ctx() context: ApiContext): Promise<User | null> {
    return userById(context).load(comment.authorId);
  }
}

/** Comments are for the people of the tenant: no key reads what they say to each other. */
async function commentsFor(context: ApiContext, quoteId: string): Promise<QuoteComment[]> {
  await context.runtime.unitOfWork.authorize(callerOf(context), 'readQuoteComments');
  return commentsOfQuote(context).load(quoteId) as Promise<QuoteComment[]>;
}

@Resolver(() => Quote)
export class CommentsOfQuotes {
  @FieldResolver(() => [QuoteComment], { description: 'What was said of it, oldest first; the latest 200.' })
  comments(@Root() quote: Row<Quote>, @Ctx() context: ApiContext): Promise<QuoteComment[]> {
    return commentsFor(context, quote.id);
  }
}

@Resolver(() => Approval)
export class CommentsOfApprovals {
  @FieldResolver(() => [QuoteComment], { description: 'What was said of its quote, oldest first; the latest 200.' })
  comments(@Root() approval: Row<ApprovalValue>, @Ctx() context: ApiContext): Promise<QuoteComment[]> {
    return commentsFor(context, approval.quoteId);
  }
}

@InputType()
class AddQuoteCommentInput {
  @Field(() => ID)
  quoteId!: string;

  @Field(() => ID, { nullable: true, description: 'The approval that it is said beside.' })
  approvalId?: string | null;

  @Field({ description: 'At most 4,000 characters; personal data, erasable.' })
  text!: string;

  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null;
}

@ObjectType()
class QuoteCommented extends QuoteOutcome {
  @Field(() => ID)
  commentId!: string;
}

const AddQuoteCommentResult = createUnionType({
  name: 'AddQuoteCommentResult',
  types: () => [QuoteCommented, FeatureOff, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class AddQuoteComment {
  @Guarded('addQuoteComment')
  @Mutation(() => AddQuoteCommentResult, { description: 'Says something of a quote, for the people of its deal.' })
  addQuoteComment(
    @Arg('input', () => AddQuoteCommentInput) input: AddQuoteCommentInput,
    @Ctx() context: ApiContext<ApiRuntime>,
  ) {
    return addQuoteComment(context.runtime, callerOf(context), input);
  }
}
