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
import { type CrmRuntime, updateOpportunity } from '../../src/crm/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { opportunityById } from './loaders.js';
import { OpportunityInput } from './opportunity-input.js';
import { Opportunity } from './types.js';

@InputType()
class UpdateOpportunityInput extends OpportunityInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'The version that you read.' })
  version!: number;

  @Field(() => String, { nullable: true })
  name?: string;

  @Field(() => String, { nullable: true })
  stage?: string;
}

@ObjectType()
export class OpportunityUpdated {
  @Field(() => ID)
  opportunityId!: string;

  @Field(() => Int)
  version!: number;
}

@ObjectType({ description: 'Somebody else owns the opportunity.' })
export class NotYourOpportunity {
  @Field()
  message!: string;
}

const UpdateOpportunityResult = createUnionType({
  name: 'UpdateOpportunityResult',
  types: () => [OpportunityUpdated, NotYourOpportunity, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class UpdateOpportunityResolver {
  @Guarded('updateOpportunity')
  @Mutation(() => UpdateOpportunityResult, {
    description: 'Changes an opportunity: what is left out stays, null ends it.',
  })
  updateOpportunity(@Arg('input') input: UpdateOpportunityInput, @Ctx() context: ApiContext<CrmRuntime>) {
    return updateOpportunity(context.runtime, callerOf(context), input);
  }
}

@Resolver(() => OpportunityUpdated)
export class OpportunityUpdatedResolver {
  @FieldResolver(() => Opportunity, { nullable: true })
  opportunity(@Root() outcome: OpportunityUpdated, @Ctx() context: ApiContext) {
    return opportunityById(context).load(outcome.opportunityId);
  }
}
