import { Args, Ctx, FieldResolver, Query, Resolver } from 'type-graphql';
import { inboxCounts, inboxPage } from '../../src/dealdesk/index.js';
import { CodedError } from '../../src/kernel/errors.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { cursorOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { ApprovalInboxPage, InboxArgs, InboxCounts, shownItem } from './inbox-types.js';

@Resolver(() => ApprovalInboxPage)
export class ApprovalInboxPages {
  @Guarded('approvalInbox')
  @Query(() => ApprovalInboxPage, {
    description:
      'What waits for you, oldest first: in your own inbox, in those of your roles, and what went up to you. The subscription of the same name keeps it up to date.',
  })
  async approvalInbox(
    @Args(() => InboxArgs) { first, after, ...filter }: InboxArgs,
    @Ctx() context: ApiContext<ApiRuntime>,
  ): Promise<Omit<ApprovalInboxPage, 'counts'>> {
    const most = rowsToRead(first);
    const [behind = '', behindId = ''] = after ? placeOf(after, 2) : [];
    const { minDiscount, ...rest } = filter;
    if (minDiscount != null && (minDiscount < 0 || minDiscount > 10_000)) {
      throw new CodedError('BAD_USER_INPUT', 'minDiscount: is from 0 to 10,000 basis points.');
    }
    const items = await inboxPage(
      context.runtime,
      callerOf(context),
      { ...rest, minDiscountBp: minDiscount ?? null },
      { after: String(behind), afterId: String(behindId), most },
    );
    const shown = items.slice(0, most - 1);
    const last = shown.at(-1)?.approval;
    return {
      items: shown.map(shownItem),
      pageInfo: {
        hasNextPage: items.length === most,
        endCursor: last ? cursorOf([last.requestedAt, last.id]) : null,
      },
    };
  }

  @FieldResolver(() => InboxCounts)
  counts(@Ctx() context: ApiContext<ApiRuntime>): Promise<InboxCounts> {
    return inboxCounts(context.runtime, callerOf(context)) as Promise<InboxCounts>;
  }
}
