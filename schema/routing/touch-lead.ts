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
  registerEnumType,
} from 'type-graphql';
import { touchLead } from '../../src/routing/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLDateTime } from '../contract/scalars.js';
import { Lead, LeadClosed } from './lead-types.js';
import { leadById } from './loaders.js';

enum TouchChannel {
  EMAIL = 'EMAIL',
  PHONE = 'PHONE',
  MEETING = 'MEETING',
  CHAT = 'CHAT',
  OTHER = 'OTHER',
}
registerEnumType(TouchChannel, { name: 'TouchChannel' });

@InputType()
class TouchLeadInput extends KeyedInput {
  @Field(() => ID)
  leadId!: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When contact was made; now when left out.' })
  touchedAt?: string | null;

  @Field(() => TouchChannel, { nullable: true })
  channel?: TouchChannel | null;
}

@ObjectType()
export class LeadTouched {
  @Field(() => ID)
  leadId!: string;

  @Field(() => GraphQLDateTime, { description: 'The earliest of all touches, in whatever order they were told.' })
  firstTouchedAt!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether that was before the lead’s own deadline; null without one.',
  })
  withinSla!: boolean | null;
}

const TouchLeadResult = createUnionType({
  name: 'TouchLeadResult',
  types: () => [LeadTouched, LeadClosed, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class TouchLead {
  @Guarded('touchLead')
  @Mutation(() => TouchLeadResult, {
    description:
      'Notes that the lead was contacted; the first touch stops its deadline. One that waits in a queue is taken by it.',
  })
  touchLead(@Arg('input', () => TouchLeadInput) input: TouchLeadInput, @Ctx() context: ApiContext<ApiRuntime>) {
    return touchLead(context.runtime, callerOf(context), input);
  }
}

@Resolver(() => LeadTouched)
export class LeadTouchedFields {
  @FieldResolver(() => Lead)
  lead(@Root() { leadId }: LeadTouched, @Ctx() context: ApiContext) {
    return leadById(context).load(leadId);
  }
}
