import { Arg, Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { absencesOf } from '../../src/routing/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime } from '../contract/scalars.js';

@ObjectType({ description: 'From when to when somebody is away; pools pass over them meanwhile.' })
export class Absence {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  userId!: string;

  @Field(() => GraphQLDateTime)
  startsAt!: string;

  @Field(() => GraphQLDateTime)
  endsAt!: string;
}

@ObjectType({
  description: 'The absence is somebody else’s: they say it themselves, or a sales manager or RevOps admin does.',
})
export class NotYourAbsence {
  @Field()
  message!: string;
}

@Resolver()
export class Absences {
  @Guarded('read')
  @Query(() => [Absence], { description: 'A user’s absences that are not over (yours when left out), 100 at most.' })
  absences(
    @Ctx() context: ApiContext,
    @Arg('userId', () => ID, { nullable: true }) userId?: string | null,
  ): Promise<Absence[]> {
    const { tenantId, id } = callerOf(context);
    return absencesOf(context.runtime, tenantId, userId ?? id);
  }
}
