import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { expansionSignals } from '../../src/insights/index.js';
import { CodedError } from '../../src/kernel/errors.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf, type Row } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { accountById, opportunityById } from '../crm/loaders.js';
import { Account, Opportunity } from '../crm/types.js';
import { userById } from '../tenancy/loaders.js';
import { User } from '../tenancy/people.js';
import { present } from '../tenancy/present.js';
import {
  BlockedUser,
  ExpansionSignal,
  ExpansionSignalConnection,
  ExpansionSignalsArgs,
  PathToDeals,
  SignalEvidence,
  SignalPoints,
} from './expansion-types.js';

@Resolver()
export class ExpansionSignalsQuery {
  @Guarded('expansionSignals')
  @Query(() => ExpansionSignalConnection, {
    description:
      'Who may want more, ranked, with every point explained: tenants linked to your accounts, or your own tenant and its teams. A tenant that is not linked is not there.',
  })
  async expansionSignals(
    @Args(() => ExpansionSignalsArgs) { first, after, ...asked }: ExpansionSignalsArgs,
    @Ctx() context: ApiContext<ApiRuntime>,
  ): Promise<ExpansionSignalConnection> {
    const limit = rowsToRead(first);
    const [score, handle, id, at] = after ? placeOf(after, 4) : [];
    const question = { ...asked, limit, after: after ? { score, handle, id, asOf: at } : null };
    const found = await expansionSignals(context.runtime, callerOf(context), question);
    if (found.__typename === 'InvalidInput') throw new CodedError('BAD_USER_INPUT', found.message);
    const { asOf, from, signals } = found;
    const page = pageOf(
      signals,
      limit,
      (signal) => [signal.score, signal.handle, signal.id, asOf],
      (signal): ExpansionSignal => signal,
    );
    return { asOf, from, ...page };
  }
}

/** The argument of a short list: how many of it are wanted. A list without it would count as long in what a query may ask for. */
const First = (usual: number) =>
  Arg('first', () => Int, { nullable: true, defaultValue: usual, description: `1 to ${MOST_SHOWN}.` });

const MOST_SHOWN = 20;

/** The first of a list. Throws BAD_USER_INPUT for a number that is none of a page. */
function someOf<T>(list: readonly T[], first: number | null | undefined): T[] {
  const wanted = first ?? MOST_SHOWN;
  if (wanted < 1 || wanted > MOST_SHOWN) throw new CodedError('BAD_USER_INPUT', `first: is from 1 to ${MOST_SHOWN}.`);
  return list.slice(0, wanted);
}

@Resolver(() => ExpansionSignal)
export class ExpansionSignalResolver {
  @FieldResolver(() => Account, {
    nullable: true,
    description: 'What a linked tenant is in your own; null of your own.',
  })
  account(@Root() root: Row<ExpansionSignal>, @Ctx() context: ApiContext) {
    return root.accountId ? accountById(context).load(root.accountId) : null;
  }

  @FieldResolver(() => [BlockedUser], { description: 'Those who tried most.' })
  blockedUsers(@Root() root: Row<ExpansionSignal>, @First(5) first?: number | null) {
    return someOf(root.blockedUsers, first);
  }
}

@Resolver(() => SignalPoints)
export class SignalPointsResolver {
  @FieldResolver(() => [SignalEvidence], { description: 'The newest.' })
  evidence(@Root() root: Row<SignalPoints>, @First(5) first?: number | null) {
    return someOf(root.evidence, first);
  }
}

@Resolver(() => BlockedUser)
export class BlockedUserResolver {
  @FieldResolver(() => User, { nullable: true, description: "Null of a linked tenant's: their names stay there." })
  user(@Root() root: Row<BlockedUser>, @Ctx() context: ApiContext) {
    return userById(context).load(root.userId);
  }

  @FieldResolver(() => [ID], { description: 'The newest refusals.' })
  receiptIds(@Root() root: Row<BlockedUser>, @First(5) first?: number | null) {
    return someOf(root.receiptIds, first);
  }

  @FieldResolver(() => [PathToDeals], {
    description:
      'Of a linked tenant: the account that it is. Of your own: accounts that the user or their teams own, 3 of each.',
  })
  paths(@Root() root: Row<BlockedUser>, @First(3) first?: number | null) {
    return someOf(root.paths, first);
  }
}

@Resolver(() => PathToDeals)
export class PathToDealsResolver {
  @FieldResolver(() => Account, { nullable: true })
  account(@Root() root: Row<PathToDeals>, @Ctx() context: ApiContext) {
    return accountById(context).load(root.accountId);
  }

  @FieldResolver(() => [Opportunity], { description: 'The newest that are open, 5 at most.' })
  async openOpportunities(@Root() root: Row<PathToDeals>, @Ctx() context: ApiContext, @First(3) first?: number | null) {
    return present(await opportunityById(context).loadMany(someOf(root.opportunityIds, first)));
  }
}
