import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  createUnionType,
  Field,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  registerEnumType,
} from 'type-graphql';
import {
  HOLD_SCOPES,
  type LegalHoldState,
  liftLegalHold,
  listLegalHolds,
  placeLegalHold,
} from '../../src/evidence/index.js';
import { connectionOf, PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { enumOf } from '../contract/enum-of.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLDateTime } from '../contract/scalars.js';

const LegalHoldScope = enumOf('LegalHoldScope', HOLD_SCOPES, 'What a legal hold keeps.', {
  tenant: 'Everything of the tenant.',
  workflow: 'The payloads of one chain.',
  user: 'What is about one person, or comes from them.',
});
const STATES = { IN_FORCE: 'IN_FORCE', LIFTED: 'LIFTED' } as const;
registerEnumType(STATES, { name: 'LegalHoldState' });

@ObjectType({ description: 'Keeps what retention or erasure would take away.' })
class LegalHold {
  @Field(() => ID)
  id!: string;

  @Field(() => LegalHoldScope)
  scope!: string;

  @Field(() => ID, { nullable: true, description: 'Of the chain or of the person; null where it keeps everything.' })
  ref!: string | null;

  @Field({ description: 'A code; words about it stand in its receipt.' })
  reason!: string;

  @Field(() => STATES)
  state!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => GraphQLDateTime)
  placedAt!: string;

  @Field(() => ID)
  placedBy!: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  liftedAt!: string | null;

  @Field(() => ID, { nullable: true })
  liftedBy!: string | null;
}

const LegalHoldConnection = connectionOf(LegalHold, 'LegalHold');

@ArgsType()
class LegalHoldsArgs extends PageArgs {
  @Field(() => STATES, { nullable: true, description: 'Those in force when left out.' })
  state?: LegalHoldState | null;
}

@InputType()
class PlaceLegalHoldInput extends KeyedInput {
  @Field(() => LegalHoldScope)
  scope!: string;

  @Field(() => ID, { nullable: true, description: 'Of the chain or of the person; not of the tenant.' })
  ref?: string | null;

  @Field({ description: 'A code such as LITIGATION.' })
  reason!: string;

  @Field(() => String, { nullable: true, description: 'Kept as personal in the receipt.' })
  note?: string | null;
}

@InputType()
class LiftLegalHoldInput extends KeyedInput {
  @Field(() => ID)
  holdId!: string;

  @Field(() => String, { nullable: true, description: 'Kept as personal in the receipt.' })
  note?: string | null;
}

@ObjectType()
class LegalHoldPlaced {
  @Field(() => ID)
  holdId!: string;
}

@ObjectType()
class LegalHoldLifted {
  @Field(() => ID)
  holdId!: string;
}

@ObjectType({ description: 'Somebody was quicker: theirs stands.' })
class LegalHoldAlreadyLifted {
  @Field(() => ID)
  holdId!: string;

  @Field(() => String)
  message!: string;
}

const PlaceLegalHoldResult = createUnionType({
  name: 'PlaceLegalHoldResult',
  types: () => [LegalHoldPlaced, ...SHARED_OUTCOMES] as const,
});
const LiftLegalHoldResult = createUnionType({
  name: 'LiftLegalHoldResult',
  types: () => [LegalHoldLifted, LegalHoldAlreadyLifted, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class LegalHolds {
  @Guarded('legalHolds')
  @Query(() => LegalHoldConnection, { description: 'Legal holds in a state, oldest first.' })
  async legalHolds(@Args(() => LegalHoldsArgs) { state, first, after }: LegalHoldsArgs, @Ctx() context: ApiContext) {
    const limit = rowsToRead(first);
    const [createdAt = '', id = ''] = after ? placeOf(after, 2).map(String) : [];
    const page = { state: state ?? ('IN_FORCE' as const), after: { createdAt, id }, limit };
    const rows = await listLegalHolds(context.runtime, callerOf(context).tenantId, page);
    return pageOf(
      rows,
      limit,
      (row) => [row.createdAt, row.id],
      ({ createdAt: placedAt, ...hold }): LegalHold => ({ ...hold, placedAt }),
    );
  }

  @Guarded('placeLegalHold')
  @Mutation(() => PlaceLegalHoldResult, {
    description: 'Keeps what retention or erasure would take away, from the next batch of a run on.',
  })
  placeLegalHold(@Arg('input') input: PlaceLegalHoldInput, @Ctx() context: ApiContext) {
    return placeLegalHold(context.runtime, callerOf(context), input);
  }

  @Guarded('liftLegalHold')
  @Mutation(() => LiftLegalHoldResult, {
    description: 'Lets go what a legal hold kept: it leaves with the next run, where its time is up.',
  })
  liftLegalHold(@Arg('input') input: LiftLegalHoldInput, @Ctx() context: ApiContext) {
    return liftLegalHold(context.runtime, callerOf(context), input);
  }
}
