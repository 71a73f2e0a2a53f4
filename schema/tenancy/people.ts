import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../contract/connection.js';
import { GraphQLDateTime } from '../contract/scalars.js';

@ObjectType({ description: 'A person of the tenant.' })
export class User {
  @Field(() => ID)
  id!: string;

  @Field({ description: "Short name, as configurations write it after 'user:'." })
  handle!: string;

  @Field()
  name!: string;

  @Field(() => String, { nullable: true })
  email!: string | null;

  @Field(() => String, { nullable: true, description: 'The id that the CRM knows them by.' })
  externalId!: string | null;

  @Field(() => GraphQLDateTime)
  createdAt!: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When they were ended; null while they may sign in.' })
  endedAt!: string | null;

  @Field(() => Int)
  version!: number;
}

@ObjectType({ description: 'People who are routed to and report together.' })
export class Team {
  @Field(() => ID)
  id!: string;

  @Field({ description: "Short name, as configurations write it after 'team:'." })
  handle!: string;

  @Field()
  name!: string;

  @Field(() => String, { nullable: true, description: 'The id that the CRM knows it by.' })
  externalId!: string | null;

  @Field(() => GraphQLDateTime)
  createdAt!: string;

  @Field(() => Int)
  version!: number;

  leadId!: string | null;
  memberIds!: string[];
}

export const UserConnection = connectionOf(User, 'User');
export const TeamConnection = connectionOf(Team, 'Team');
