import { Field, InputType } from 'type-graphql';

/** What every mutation's input has. */
@InputType()
export class KeyedInput {
  @Field(() => String, {
    nullable: true,
    description: 'The same key with the same input gets the saved answer; kept for 24 hours at least.',
  })
  idempotencyKey?: string | null;
}
