import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Fewer RevOps admins would be left than it takes to propose and to confirm.' })
export class LastAdmin {
  @Field()
  message!: string;
}
