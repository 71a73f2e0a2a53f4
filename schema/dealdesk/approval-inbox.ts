import { Arg, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import {
  type Approval as ApprovalValue,
  approvalsOfReceipt,
  isInInbox,
  listInbox,
  standsInFor,
} from '../../src/dealdesk/index.js';
import type { Caller } from '../../src/kernel/caller.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { type LiveEvent, type LiveQuery, liveQuery, perReceipt } from '../evidence/index.js';
import { Approval } from './approval-types.js';

/** Items of a snapshot; who has more waiting sees the rest in `approvals(mine: true)`. */
const MOST_ITEMS = 500;

interface Inbox {
  items: ApprovalValue[];
  complete: boolean;
}

interface InboxChange {
  added: ApprovalValue[];
  changed: ApprovalValue[];
  removed: string[];
}

@ObjectType({ description: 'What waits for somebody, all of it.' })
class ApprovalInboxSnapshot {
  @Field(() => [Approval], { description: 'Oldest first.' })
  items!: Approval[];

  @Field({ description: 'False when more wait than are shown; `approvals(mine: true)` has the rest.' })
  complete!: boolean;
}

@ObjectType({ description: 'What one receipt changed. It may name again what you know: set by id.' })
class ApprovalInboxChange {
  @Field(() => [Approval])
  added!: Approval[];

  @Field(() => [Approval])
  changed!: Approval[];

  @Field(() => [ID], { description: 'Decided, superseded, or no longer yours.' })
  removed!: string[];
}

@ObjectType({ description: 'Either a snapshot, which replaces what you had, or a change of it.' })
class ApprovalInboxEvent {
  @Field({ description: 'Subscribe with it as `after` to go on behind this event.' })
  cursor!: string;

  @Field(() => ApprovalInboxSnapshot, { nullable: true })
  snapshot!: ApprovalInboxSnapshot | null;

  @Field(() => ApprovalInboxChange, { nullable: true })
  change!: ApprovalInboxChange | null;
}

/** Steps that open, decide or withdraw approvals. */
const STEPS = new Set([
  'EVALUATE_QUOTE',
  'DECIDE_APPROVAL',
  'RECALL_QUOTE',
  'REVISE_QUOTE',
  'REMIND_APPROVAL',
  'ESCALATE_APPROVAL',
  'REASSIGN_APPROVAL',
  'EXPIRE_QUOTE',
]);

/** Steps by which somebody comes to decide in another's place, or does no more. */
const DELEGATIONS = new Set(['DELEGATE_APPROVALS', 'END_DELEGATION']);

/** Read once a receipt for all who watch. */
const touched = perReceipt<ApiRuntime, ApprovalValue[]>(approvalsOfReceipt);

@Resolver()
export class ApprovalInbox {
  @Guarded('approvalInbox')
  @Subscription(() => ApprovalInboxEvent, {
    description:
      'What waits for you, in your own inbox and in those of your roles: first all of it, then every change.',
    subscribe: ({ context, args }) => liveQuery(context as ApiContext<ApiRuntime>, inboxOf(context), args.after),
  })
  approvalInbox(
    @Root() event: LiveEvent<Inbox, InboxChange>,
    @Arg('after', () => String, { nullable: true }) _after?: string | null,
  ): ApprovalInboxEvent {
    return event as unknown as ApprovalInboxEvent;
  }
}

/** One subscriber's inbox: what they were shown decides whether an item is new to them. */
function inboxOf({ runtime }: ApiContext<ApiRuntime>): LiveQuery<Inbox, InboxChange> {
  /** Versions shown, by id; incomplete for who resumed, or has more waiting than was shown. */
  let shown = new Map<string, number>();
  let knowsAll = false;
  /** In whose place they decide. */
  let principals: string[] = [];
  const list = (caller: Caller) => listInbox(runtime, caller, { after: '', afterId: '', most: MOST_ITEMS + 1 });
  return {
    action: 'approvalInbox',
    async snapshot(caller) {
      const [items, standsFor] = await Promise.all([list(caller), standsInFor(runtime, caller)]);
      principals = standsFor;
      knowsAll = items.length <= MOST_ITEMS;
      const visible = items.slice(0, MOST_ITEMS);
      shown = new Map(visible.map(({ id, version }) => [id, version]));
      return { items: visible, complete: knowsAll };
    },
    concerns: ({ workflowKind, step }) => (workflowKind === 'deal' && STEPS.has(step)) || DELEGATIONS.has(step),
    async changesFor(caller, receipt) {
      const change: InboxChange = { added: [], changed: [], removed: [] };
      if (DELEGATIONS.has(receipt.step)) {
        const before = new Set(principals);
        principals = await standsInFor(runtime, caller);
        if (before.size === principals.length && principals.every((one) => before.has(one))) return null;
        const items = await list(caller);
        const now = new Map(items.map(({ id, version }) => [id, version]));
        change.added = items.filter(({ id }) => !shown.has(id));
        change.removed = [...shown.keys()].filter((id) => !now.has(id));
        shown = now;
        return change;
      }
      for (const approval of await touched(runtime, caller.tenantId, receipt)) {
        const { id, version } = approval;
        const known = shown.get(id);
        if (approval.status === 'open' && isInInbox(caller, approval, principals)) {
          if (known === undefined) change.added.push(approval);
          else if (known !== version) change.changed.push(approval);
          shown.set(id, version);
        } else if (known !== undefined || (!knowsAll && isInInbox(caller, approval, principals))) {
          change.removed.push(id);
          shown.delete(id);
        }
      }
      return change.added.length + change.changed.length + change.removed.length > 0 ? change : null;
    },
  };
}
