import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import {
  type Approval as ApprovalValue,
  listApprovals,
  listInbox,
  listQuotes,
  type PageStart,
  type QuoteFilter,
  type Quote as QuoteValue,
} from '../../src/dealdesk/index.js';
import { CodedError } from '../../src/kernel/errors.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { connectionOf, PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { Approval } from './approval-types.js';
import { quoteById } from './loaders.js';
import { Quote, QuoteStatus } from './quote-types.js';

const QuoteConnection = connectionOf(Quote, 'Quote');
const ApprovalConnection = connectionOf(Approval, 'Approval');

@Resolver()
export class Quotes {
  @Guarded('read')
  @Query(() => Quote, { nullable: true })
  quote(@Arg('id', () => ID) id: string, @Ctx() context: ApiContext): Promise<Quote | null> {
    return quoteById(context).load(id) as Promise<Quote | null>;
  }

  @Guarded('read')
  @Query(() => QuoteConnection, { description: 'Quotes, newest first; by one of status, owner and opportunity.' })
  async quotes(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() context: ApiContext<ApiRuntime>,
    @Arg('status', () => QuoteStatus, { nullable: true }) status?: QuoteStatus | null,
    @Arg('ownerId', () => ID, { nullable: true }) ownerId?: string | null,
    @Arg('opportunityId', () => ID, { nullable: true }) opportunityId?: string | null,
  ) {
    const most = rowsToRead(first);
    const filter = oneOf({ status, ownerId, opportunityId }) as QuoteFilter;
    const rows = await listQuotes(context.runtime, callerOf(context).tenantId, filter, { start: startOf(after), most });
    return pageOf(
      rows,
      most,
      ({ createdAt, id }) => [createdAt, id],
      (row: QuoteValue) => row as Quote,
    );
  }

  @Guarded('read')
  @Query(() => ApprovalConnection, {
    description: 'What waits for you, oldest first (`mine`); else every approval, newest first.',
  })
  async approvals(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() context: ApiContext<ApiRuntime>,
    @Arg('mine', () => Boolean, { nullable: true }) mine?: boolean | null,
  ) {
    const most = rowsToRead(first);
    const caller = callerOf(context);
    const start = startOf(after);
    const rows = mine
      ? await listInbox(context.runtime, caller, { after: start?.before ?? '', afterId: start?.beforeId ?? '', most })
      : await listApprovals(context.runtime, caller.tenantId, { start, most });
    return pageOf(
      rows,
      most,
      ({ requestedAt, id }) => [requestedAt, id],
      (row: ApprovalValue) => row as Approval,
    );
  }
}

function startOf(after: string | null | undefined): PageStart | null {
  if (!after) return null;
  const [before, beforeId] = placeOf(after, 2);
  return { before: String(before), beforeId: String(beforeId) };
}

/** Each filter has an index of its own; together they have none. */
function oneOf(filters: Record<string, string | null | undefined>): Record<string, string> {
  const given = Object.entries(filters).filter((entry): entry is [string, string] => entry[1] != null);
  if (given.length > 1)
    throw new CodedError('BAD_USER_INPUT', `Filter by one of ${Object.keys(filters).join(', ')} at a time.`);
  return Object.fromEntries(given);
}
