import { Args, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { type AssignedSeat, listSeats, seatsOfUsers, seatUse } from '../../src/entitlements/index.js';
import type { SeatType } from '../../src/kernel/rights.js';
import type { Runtime } from '../../src/kernel/runtime.js';
import type { Configs } from '../../src/tenancy/index.js';
import { connectionOf, PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf, loaderOfLists, type Row } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLBasisPoints, GraphQLDateTime } from '../contract/scalars.js';
import { SeatTypeEnum } from '../tenancy/enums.js';
import { userById } from '../tenancy/loaders.js';
import { User } from '../tenancy/people.js';

@ObjectType({ description: 'A seat that somebody has.' })
export class Seat {
  @Field(() => ID)
  id!: string;

  @Field(() => SeatTypeEnum)
  type!: string;

  @Field(() => GraphQLDateTime)
  from!: string;

  userId!: string;
}

const SeatConnection = connectionOf(Seat, 'Seat');

@ObjectType({ description: 'How the tenant uses its seats. Decision seats alone count under the limit.' })
class SeatUse {
  @Field({ description: "R0's tier: the plan in force." })
  tier!: string;

  @Field(() => Int, { nullable: true, description: 'Null: unlimited.' })
  limit!: number | null;

  @Field(() => Int, { description: 'Decision seats that are assigned.' })
  used!: number;

  @Field(() => Int, { description: 'Observer seats that are assigned; they are free.' })
  observers!: number;

  @Field(() => GraphQLBasisPoints, { nullable: true, description: 'Null for an unlimited or zero limit.' })
  utilisationBp!: number | null;

  @Field({ description: 'Whether at most the configured number of seats (1) is free, and at least one is used.' })
  nearLimit!: boolean;

  @Field(() => ID, { nullable: true, description: 'A proposed limit that waits for a second operator.' })
  proposalId!: string | null;

  @Field(() => Int, { nullable: true, description: 'Meant only while there is a proposal; null: unlimited.' })
  proposedLimit!: number | null;
}

const seatByUser = loaderOfLists(seatsOfUsers, (seat: AssignedSeat) => seat.userId);

@Resolver(() => SeatUse)
export class SeatsResolver {
  @Guarded('read')
  @Query(() => SeatUse, { nullable: true })
  seats(@Ctx() context: ApiContext<Runtime & { configs: Configs }>) {
    return seatUse(context.runtime, callerOf(context).tenantId);
  }

  @FieldResolver(() => SeatConnection, { description: 'Assigned seats of both types, oldest first.' })
  assigned(@Args(() => PageArgs) args: PageArgs, @Ctx() context: ApiContext) {
    return seatPage(args, context);
  }

  @FieldResolver(() => SeatConnection, { description: 'Who has a decision seat, oldest first.' })
  licensed(@Args(() => PageArgs) args: PageArgs, @Ctx() context: ApiContext) {
    return seatPage(args, context, 'DECISION');
  }

  @FieldResolver(() => SeatConnection, { description: 'Who has an observer seat, oldest first.' })
  observing(@Args(() => PageArgs) args: PageArgs, @Ctx() context: ApiContext) {
    return seatPage(args, context, 'OBSERVER');
  }
}

async function seatPage({ first, after }: PageArgs, context: ApiContext, type?: SeatType) {
  const limit = rowsToRead(first);
  const [createdAt = '', id = ''] = after ? placeOf(after, 2).map(String) : [];
  const page = { ...(type && { type }), after: { createdAt, id }, limit };
  const rows = await listSeats(context.runtime, callerOf(context).tenantId, page);
  return pageOf(
    rows,
    limit,
    (row) => [row.createdAt, row.id],
    (row): Seat => row,
  );
}

@Resolver(() => Seat)
export class SeatUserResolver {
  @FieldResolver(() => User, { nullable: true })
  user(@Root() seat: Row<Seat>, @Ctx() context: ApiContext) {
    return userById(context).load(seat.userId);
  }
}

@Resolver(() => User)
export class UserSeatResolver {
  @FieldResolver(() => Seat, { nullable: true, description: 'The seat they have at present.' })
  async seat(@Root() user: Row<User>, @Ctx() context: ApiContext) {
    return (await seatByUser(context).load(user.id))[0] ?? null;
  }
}
