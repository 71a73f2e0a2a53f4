import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { endAbsence } from '../../src/routing/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLDateTime } from '../contract/scalars.js';
import { NotYourAbsence } from './absence-types.js';

@InputType()
class EndAbsenceInput extends KeyedInput {
  @Field(() => ID)
  absenceId!: string;
}

@ObjectType()
class AbsenceEnded {
  @Field(() => ID)
  absenceId!: string;

  @Field(() => GraphQLDateTime)
  endsAt!: string;
}

const EndAbsenceResult = createUnionType({
  name: 'EndAbsenceResult',
  types: () => [AbsenceEnded, NotYourAbsence, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class EndAbsence {
  @Guarded('endAbsence')
  @Mutation(() => EndAbsenceResult, { description: 'Ends an absence now.' })
  endAbsence(@Arg('input', () => EndAbsenceInput) input: EndAbsenceInput, @Ctx() context: ApiContext) {
    return endAbsence(context.runtime, callerOf(context), input);
  }
}
