import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Nobody would be left who may grant a role.' })
export class LastAdmin {
  @Field()
  message!: string;
}
