import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: "Not there, or another tenant's: the two look the same." })
export class NotFound {
  @Field()
  message!: string;
}

@ObjectType({ description: 'It has moved on since you read it; read it again and repeat.' })
export class VersionConflict {
  @Field()
  message!: string;

  @Field(() => Int)
  currentVersion!: number;
}

@ObjectType()
export class FieldProblem {
  @Field({ description: 'Path of the field: lines.0.quantity.' })
  path!: string;

  @Field()
  message!: string;

  @Field(() => Int, { nullable: true, description: 'Line in a text that was given, such as a YAML file; from 1.' })
  line?: number;

  @Field(() => Int, { nullable: true, description: 'Column in that line; from 1.' })
  column?: number;
}

@ObjectType({ description: 'One sentence per field; nothing was written.' })
export class InvalidInput {
  @Field()
  message!: string;

  @Field(() => [FieldProblem])
  fields!: FieldProblem[];
}

@ObjectType({ description: 'The same idempotency key came with another input.' })
export class IdempotencyConflict {
  @Field()
  message!: string;
}

/** What every mutation may answer beside its own outcomes. */
export const SHARED_OUTCOMES = [NotFound, VersionConflict, InvalidInput, IdempotencyConflict] as const;
