import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { GraphQLDateTime } from '../contract/scalars.js';

/** What a plan limits beside quotas, by R2's names. */
export enum PlanLimit {
  IMPORTS = 'imports',
  EXPORTS = 'exports',
  ACTIVE_USERS = 'active_users',
  WORKSPACES = 'workspaces',
}
registerEnumType(PlanLimit, { name: 'PlanLimit', description: 'What a plan limits beside quotas.' });

@ObjectType({ description: 'The plan leaves no room: nothing was done, and the refusal left a receipt.' })
export class PlanLimitReached {
  @Field()
  message!: string;

  @Field(() => PlanLimit)
  limitName!: string;

  @Field(() => Int)
  limit!: number;

  @Field(() => Int)
  used!: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When there is room again by itself; null: never.' })
  resetsAt!: string | null;
}
