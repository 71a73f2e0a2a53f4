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
import { reassignLead } from '../../src/routing/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLDateTime } from '../contract/scalars.js';
import { Lead, LeadClosed, ReassignReasonEnum } from './lead-types.js';
import { leadById } from './loaders.js';

@InputType()
class ReassignLeadInput extends KeyedInput {
  @Field(() => ID)
  leadId!: string;

  @Field(() => Int, { description: 'The version you read.' })
  version!: number;

  @Field(() => ID, { nullable: true, description: 'The new owner; or give a team.' })
  ownerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The team in whose queue it waits from now on.' })
  teamId?: string | null;

  @Field(() => ReassignReasonEnum)
  reasonCode!: string;

  @Field(() => String, { nullable: true, description: 'In your own words; kept apart, so that it can be erased.' })
  comment?: string | null;
}

@ObjectType()
export class LeadReassigned {
  @Field(() => ID)
  leadId!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When the first touch is due from now on.' })
  dueAt!: string | null;
}

const ReassignLeadResult = createUnionType({
  name: 'ReassignLeadResult',
  types: () => [LeadReassigned, LeadClosed, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class ReassignLead {
  @Guarded('reassignLead')
  @Mutation(() => ReassignLeadResult, {
    description: 'Gives a lead to somebody else by hand; no pool’s turns move by it.',
  })
  reassignLead(
    @Arg('input', () => ReassignLeadInput) input: ReassignLeadInput,
    @Ctx() context: ApiContext<ApiRuntime>,
  ) {
    return reassignLead(context.runtime, callerOf(context), input);
  }
}

@Resolver(() => LeadReassigned)
export class LeadReassignedFields {
  @FieldResolver(() => Lead)
  lead(@Root() { leadId }: LeadReassigned, @Ctx() context: ApiContext) {
    return leadById(context).load(leadId);
  }
}
