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
import { ingestLead } from '../../src/routing/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLJSON } from '../contract/scalars.js';
import { Lead, LeadStatusEnum } from './lead-types.js';
import { leadById } from './loaders.js';

@InputType({ description: 'A lead as it comes; it is normalised.' })
class IngestLeadInput extends KeyedInput {
  @Field(() => String, {
    nullable: true,
    description: 'The id that its source knows it by: the same one is the same lead.',
  })
  externalId?: string | null;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'The same address, whatever its plus-tag, is the same lead.' })
  email?: string | null;

  @Field(() => String, { nullable: true })
  company?: string | null;

  @Field(() => String, { nullable: true, description: 'Host or URL of the company; else the domain of the e-mail.' })
  website?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 code, or a name of the country.' })
  country?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-2 code, or its last part beside the country.' })
  state?: string | null;

  @Field(() => String, { nullable: true })
  segment?: string | null;

  @Field(() => Int, { nullable: true, description: 'Employees.' })
  companySize?: number | null;

  @Field(() => String, { nullable: true })
  industry?: string | null;

  @Field(() => String, { nullable: true, description: 'form, product_signal, partner …' })
  source?: string | null;

  @Field(() => String, { nullable: true })
  utmSource?: string | null;

  @Field(() => String, { nullable: true })
  utmMedium?: string | null;

  @Field(() => String, { nullable: true })
  utmCampaign?: string | null;

  @Field(() => String, { nullable: true })
  utmTerm?: string | null;

  @Field(() => String, { nullable: true })
  utmContent?: string | null;

  @Field(() => GraphQLJSON, {
    nullable: true,
    description: "Values of the tenant's own attributes by name, as RevOpsConfig declares them; null ends one.",
  })
  custom?: Record<string, unknown> | null;
}

@ObjectType()
export class LeadIngested {
  @Field(() => ID)
  leadId!: string;

  @Field({ description: 'False when the lead was known; then nothing was changed.' })
  created!: boolean;

  @Field(() => LeadStatusEnum)
  status!: string;
}

const IngestLeadResult = createUnionType({
  name: 'IngestLeadResult',
  types: () => [LeadIngested, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class IngestLead {
  @Guarded('ingestLead')
  @Mutation(() => IngestLeadResult, { description: 'Takes a lead in; it is routed a moment later.' })
  ingestLead(@Arg('input', () => IngestLeadInput) input: IngestLeadInput, @Ctx() context: ApiContext<ApiRuntime>) {
    return ingestLead(context.runtime, callerOf(context), input);
  }
}

@Resolver(() => LeadIngested)
export class LeadIngestedFields {
  @FieldResolver(() => Lead)
  lead(@Root() { leadId }: LeadIngested, @Ctx() context: ApiContext) {
    return leadById(context).load(leadId);
  }
}
