import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Who proposed it cannot confirm it; the refusal has left a receipt.' })
export class SecondPersonRequired {
  @Field()
  message!: string;
}
