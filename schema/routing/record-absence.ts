import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { recordAbsence } from '../../src/routing/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLDateTime } from '../contract/scalars.js';
import { NotYourAbsence } from './absence-types.js';

@InputType()
class RecordAbsenceInput extends KeyedInput {
  @Field(() => ID, { nullable: true, description: 'You, when left out.' })
  userId?: string | null;

  @Field(() => GraphQLDateTime)
  startsAt!: string;

  @Field(() => GraphQLDateTime)
  endsAt!: string;
}

@ObjectType()
class AbsenceRecorded {
  @Field(() => ID)
  absenceId!: string;
}

const RecordAbsenceResult = createUnionType({
  name: 'RecordAbsenceResult',
  types: () => [AbsenceRecorded, NotYourAbsence, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class RecordAbsence {
  @Guarded('recordAbsence')
  @Mutation(() => RecordAbsenceResult, {
    description: 'Says when somebody is away: no pool gives them a turn meanwhile.',
  })
  recordAbsence(@Arg('input', () => RecordAbsenceInput) input: RecordAbsenceInput, @Ctx() context: ApiContext) {
    return recordAbsence(context.runtime, callerOf(context), input);
  }
}
