import {
  Arg,
  Ctx,
  createUnionType,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { type CrmRuntime, createOpportunity } from '../../src/crm/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { opportunityById } from './loaders.js';
import { OpportunityInput } from './opportunity-input.js';
import { Opportunity } from './types.js';

@InputType()
class CreateOpportunityInput extends OpportunityInput {
  @Field()
  name!: string;

  @Field({ description: "As the tenant's CRM names it." })
  stage!: string;

  @Field(() => String, { nullable: true })
  externalId?: string | null;
}

@ObjectType()
export class OpportunityCreated {
  @Field(() => ID)
  opportunityId!: string;
}

@ObjectType({ description: 'The tenant has an opportunity with this external id.' })
export class OpportunityExists {
  @Field()
  message!: string;

  @Field(() => ID)
  opportunityId!: string;
}

const CreateOpportunityResult = createUnionType({
  name: 'CreateOpportunityResult',
  types: () => [OpportunityCreated, OpportunityExists, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class CreateOpportunityResolver {
  @Guarded('createOpportunity')
  @Mutation(() => CreateOpportunityResult, { description: 'Opens an opportunity.' })
  createOpportunity(@Arg('input') input: CreateOpportunityInput, @Ctx() context: ApiContext<CrmRuntime>) {
    return createOpportunity(context.runtime, callerOf(context), input);
  }
}

@Resolver(() => OpportunityCreated)
export class OpportunityCreatedResolver {
  @FieldResolver(() => Opportunity, { nullable: true })
  opportunity(@Root() outcome: OpportunityCreated, @Ctx() context: ApiContext) {
    return opportunityById(context).load(outcome.opportunityId);
  }
}

@Resolver(() => OpportunityExists)
export class OpportunityExistsResolver {
  @FieldResolver(() => Opportunity, { nullable: true })
  opportunity(@Root() outcome: OpportunityExists, @Ctx() context: ApiContext) {
    return opportunityById(context).load(outcome.opportunityId);
  }
}
