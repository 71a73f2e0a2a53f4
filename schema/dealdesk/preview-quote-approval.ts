import { Arg, Ctx, createUnionType, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { type ApprovalPreview as Preview, previewQuoteApproval } from '../../src/dealdesk/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { NotFound } from '../contract/outcomes.js';
import { GraphQLBasisPoints } from '../contract/scalars.js';
import { ApprovalStatus, ApproverRole } from './approval-types.js';

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
}

const PreviewResult = createUnionType({
  name: 'PreviewQuoteApprovalResult',
  types: () => [ApprovalPreview, NotFound] as const,
});

@Resolver()
export class PreviewQuoteApproval {
  @Guarded('read')
  @Query(() => PreviewResult, { description: "Shows a quote's approval chain before it is submitted." })
  async previewQuoteApproval(@Arg('quoteId', () => ID) quoteId: string, @Ctx() context: ApiContext<ApiRuntime>) {
    const found = await previewQuoteApproval(context.runtime, callerOf(context), quoteId);
    return found.__typename === 'NotFound' ? found : shown(found);
  }
}

const shown = ({ verdict, ...preview }: Preview) => ({
  ...preview,
  allow: verdict.allow,
  rationale: verdict.rationale,
  ruleIds: verdict.rule_ids,
  segment: verdict.segment,
  maxAllowedDiscount: verdict.max_allowed_discount_bp,
});
