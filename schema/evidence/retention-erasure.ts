import { Arg, Ctx, createUnionType, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { type EvidenceRuntime, erasePerson } from '../../src/evidence/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';

@InputType()
class ErasePersonInput extends KeyedInput {
  @Field(() => ID, { description: 'Of a user or a lead, or as events name a person.' })
  personId!: string;

  @Field({ description: 'A code such as REQUESTED.' })
  reasonCode!: string;
}

@ObjectType({ description: 'What was erased; receipts, chains and proofs stay.' })
class PersonErased {
  @Field(() => ID)
  personId!: string;

  @Field(() => Int, { description: 'Personal payloads of receipts, with their salts.' })
  payloads!: number;

  @Field(() => Int, { description: 'Details of reported audit events, with their salts.' })
  details!: number;

  @Field(() => Int, { description: 'Events that no longer say whose they were, nor anything in words.' })
  events!: number;

  @Field(() => Int, {
    description: 'Sums of usage that told apart what was theirs: by another name now, with the same figures.',
  })
  buckets!: number;
}

@ObjectType({ description: 'A legal hold keeps something of the person.' })
class ErasureHeld {
  @Field(() => ID)
  personId!: string;

  @Field(() => [ID])
  holdIds!: string[];

  @Field()
  message!: string;
}

const ErasePersonResult = createUnionType({
  name: 'ErasePersonResult',
  types: () => [PersonErased, ErasureHeld, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class ErasePerson {
  @Guarded('erasePerson')
  @Mutation(() => ErasePersonResult, {
    description: 'Deletes what is personal about somebody from receipts, audit events and events.',
  })
  erasePerson(@Arg('input') input: ErasePersonInput, @Ctx() context: ApiContext<EvidenceRuntime>) {
    return erasePerson(context.runtime, callerOf(context), input);
  }
}
