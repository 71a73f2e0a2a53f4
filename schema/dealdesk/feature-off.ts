import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: "The tenant's configuration has this flow off." })
export class FeatureOff {
  @Field()
  message!: string;

  @Field({ description: 'Its key under `features` in RevOpsConfig.' })
  feature!: string;
}
