import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { resolveAuditEvent } from '../../src/evidence/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';

@InputType()
class ResolveAuditEventInput extends KeyedInput {
  @Field(() => ID, { description: 'Of a receipt, or of a reported event.' })
  eventId!: string;

  @Field(() => String, { description: 'A code such as FALSE_ALARM.' })
  reasonCode!: string;

  @Field(() => String, { nullable: true, description: 'Kept as personal in the receipt.' })
  note?: string | null;
}

@ObjectType()
class AuditEventResolved {
  @Field(() => ID)
  eventId!: string;
}

@ObjectType({ description: 'Somebody was quicker: theirs stands.' })
class AuditEventAlreadyResolved {
  @Field(() => ID)
  eventId!: string;

  @Field(() => String)
  message!: string;
}

const ResolveAuditEventResult = createUnionType({
  name: 'ResolveAuditEventResult',
  types: () => [AuditEventResolved, AuditEventAlreadyResolved, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class ResolveAuditEvent {
  @Guarded('resolveAuditEvent')
  @Mutation(() => ResolveAuditEventResult, {
    description: 'Says that an audit event was looked into: by whom, when and why; the event stays as it is.',
  })
  resolveAuditEvent(@Arg('input') input: ResolveAuditEventInput, @Ctx() context: ApiContext) {
    return resolveAuditEvent(context.runtime, callerOf(context), input);
  }
}
