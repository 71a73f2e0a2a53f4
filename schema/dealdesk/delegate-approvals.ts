import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { delegateApprovals, endDelegation } from '../../src/dealdesk/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLDateTime } from '../contract/scalars.js';
import { Delegation } from './delegation-types.js';

@InputType()
class DelegateApprovalsInput extends KeyedInput {
  @Field(() => ID, { description: 'Who decides in your place; they hold a role of yours, and its limits, themselves.' })
  toUserId!: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Now when left out.' })
  from?: string | null;

  @Field(() => GraphQLDateTime, { description: 'From then on it holds no more; at most 366 days after its beginning.' })
  until!: string;

  @Field({ description: "Why, one of the configuration's codes for delegations." })
  reasonCode!: string;

  @Field(() => String, { nullable: true, description: 'Free text; personal data, erasable.' })
  comment?: string | null;
}

@InputType()
class EndDelegationInput extends KeyedInput {
  @Field(() => ID)
  delegationId!: string;
}

@ObjectType()
class ApprovalsDelegated {
  @Field(() => Delegation)
  delegation!: Delegation;
}

@ObjectType({ description: 'The approvals are not passed on so.' })
class DelegationRefused {
  @Field()
  message!: string;

  @Field({ description: '`to_oneself`, `switched_off`, `delegate_without_role`, `overlaps`, `cycle`' })
  reason!: string;
}

@ObjectType()
class DelegationEnded {
  @Field(() => Delegation)
  delegation!: Delegation;
}

@ObjectType({ description: 'It is between others; either of them ends it, or a RevOps admin.' })
class NotYourDelegation {
  @Field()
  message!: string;
}

const DelegateApprovalsResult = createUnionType({
  name: 'DelegateApprovalsResult',
  types: () => [ApprovalsDelegated, DelegationRefused, ...SHARED_OUTCOMES] as const,
});

const EndDelegationResult = createUnionType({
  name: 'EndDelegationResult',
  types: () => [DelegationEnded, NotYourDelegation, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class DelegateApprovals {
  @Guarded('delegateApprovals')
  @Mutation(() => DelegateApprovalsResult, {
    description: 'Lets somebody decide your approvals in your place, for a time.',
  })
  delegateApprovals(
    @Arg('input', () => DelegateApprovalsInput) input: DelegateApprovalsInput,
    @Ctx() context: ApiContext<ApiRuntime>,
  ) {
    return delegateApprovals(context.runtime, callerOf(context), input);
  }

  @Guarded('endDelegation')
  @Mutation(() => EndDelegationResult, { description: 'Ends a delegation before its time.' })
  endDelegation(
    @Arg('input', () => EndDelegationInput) input: EndDelegationInput,
    @Ctx() context: ApiContext<ApiRuntime>,
  ) {
    return endDelegation(context.runtime, callerOf(context), input);
  }
}
