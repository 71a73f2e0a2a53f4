import {
  Arg,
  Ctx,
  createUnionType,
  Field,
  FieldResolver,
  Float,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { type ApprovalPreview as Preview, previewQuoteApproval } from '../../src/dealdesk/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf, type Row } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { NotFound } from '../contract/outcomes.js';
import { GraphQLBasisPoints } from '../contract/scalars.js';
import { userById } from '../tenancy/loaders.js';
import { User } from '../tenancy/people.js';
import { ApprovalStatus, ApproverRole } from './approval-types.js';
import { Flip, shownFlips } from './flip-types.js';
import { OpportunityClosed } from './outcome-types.js';

@ObjectType()
class PreviewStep {
  @Field(() => ApproverRole)
  role!: ApproverRole;

  @Field(() => Int)
  stage!: number;

  @Field(() => ApprovalStatus, { description: 'OPEN, WAITING for earlier stages, or APPROVED: it stands already.' })
  status!: ApprovalStatus;

  @Field(() => [String], { description: 'Ids of the rules that ask for it.' })
  reasons!: string[];

  @Field(() => ID, { nullable: true, description: 'Whom it would wait for; null: whoever holds the role.' })
  assigneeId!: string | null;

  @Field({ description: 'The reasons in words, one sentence each.' })
  rationale!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'Business hours until this role decides: the median of its latest decisions; null after too few.',
  })
  expectedHours!: number | null;

  @Field(() => [Flip], { description: 'What would take this step away; empty: no single change would.' })
  flips!: Flip[];

  peopleIds!: string[];
}

@ObjectType({ description: 'What submitting would ask for, now; nothing is written.' })
class ApprovalPreview {
  @Field(() => ID)
  quoteId!: string;

  @Field({ description: 'Whether it may be submitted.' })
  allow!: boolean;

  @Field({ description: 'One sentence a rule.' })
  rationale!: string;

  @Field(() => [String])
  ruleIds!: string[];

  @Field(() => String, { nullable: true, description: 'The segment whose limits count.' })
  segment!: string | null;

  @Field(() => GraphQLBasisPoints, { description: 'The most its owner may give without approval.' })
  maxAllowedDiscount!: number;

  @Field(() => [PreviewStep])
  steps!: PreviewStep[];

  @Field(() => Float, {
    nullable: true,
    description: 'Business hours of the whole chain, the slowest role of each stage.',
  })
  expectedHours!: number | null;

  @Field(() => [Flip], { description: 'Of a denied quote: what would let it be submitted.' })
  flips!: Flip[];
}

@Resolver(() => PreviewStep)
export class PreviewStepFields {
  @FieldResolver(() => [User], {
    description: 'Who could decide it: the one it would wait for, else who holds the role and made none of the quote.',
  })
  async people(@Root() step: Row<PreviewStep>, @Ctx() context: ApiContext): Promise<User[]> {
    const found = await Promise.all(step.peopleIds.map((id) => userById(context).load(id)));
    return found.filter((user) => user !== null);
  }
}

const PreviewResult = createUnionType({
  name: 'PreviewQuoteApprovalResult',
  types: () => [ApprovalPreview, OpportunityClosed, NotFound] as const,
});

@Resolver()
export class PreviewQuoteApproval {
  @Guarded('read')
  @Query(() => PreviewResult, { description: "Shows a quote's approval chain before it is submitted." })
  async previewQuoteApproval(@Arg('quoteId', () => ID) quoteId: string, @Ctx() context: ApiContext<ApiRuntime>) {
    const found = await previewQuoteApproval(context.runtime, callerOf(context), quoteId);
    return found.__typename === 'ApprovalPreview' ? shown(found) : found;
  }
}

const shown = ({ verdict, currency, lines, ...preview }: Preview) => ({
  ...preview,
  steps: preview.steps.map((step) => ({ ...step, flips: shownFlips(step.flips, lines, currency) })),
  flips: shownFlips(preview.flips, lines, currency),
  allow: verdict.allow,
  ruleIds: verdict.rule_ids,
  segment: verdict.segment,
  maxAllowedDiscount: verdict.max_allowed_discount_bp,
});
