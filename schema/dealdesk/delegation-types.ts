import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql';
import { DefectError } from '../../src/kernel/errors.js';
import type { ApiContext, Row } from '../contract/context.js';
import { GraphQLDateTime } from '../contract/scalars.js';
import { userById } from '../tenancy/loaders.js';
import { User } from '../tenancy/people.js';

@ObjectType({ description: "One person's approvals that another decides in their place, for a time." })
export class Delegation {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  principalId!: string;

  @Field(() => ID)
  delegateId!: string;

  @Field(() => GraphQLDateTime)
  from!: string;

  @Field(() => GraphQLDateTime, {
    description: 'From then on it holds no more; earlier than was said when somebody ended it.',
  })
  to!: string;

  @Field()
  reasonCode!: string;

  @Field(() => ID, { nullable: true, description: 'Who ended it before its time.' })
  endedBy!: string | null;
}

@Resolver(() => Delegation)
export class DelegationFields {
  @FieldResolver(() => User, { description: 'Whose approvals they are.' })
  principal(@Root() { principalId }: Row<Delegation>, @Ctx() context: ApiContext): Promise<User> {
    return personOf(context, principalId);
  }

  @FieldResolver(() => User, { description: 'Who decides in their place.' })
  delegate(@Root() { delegateId }: Row<Delegation>, @Ctx() context: ApiContext): Promise<User> {
    return personOf(context, delegateId);
  }
}

/** A user whom a record names, and who therefore is there. */
export async function personOf(context: ApiContext, id: string): Promise<User> {
  const user = await userById(context).load(id);
  if (!user) throw new DefectError('The user of a record is not there');
  return user;
}
