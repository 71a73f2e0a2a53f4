import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { customOf } from '../../src/crm/index.js';
import type {
  Approval as ApprovalValue,
  Quote as QuoteValue,
  QuoteVersionWithLines,
} from '../../src/dealdesk/index.js';
import { DefectError } from '../../src/kernel/errors.js';
import { discountBp } from '../../src/kernel/values/money.js';
import type { ApiContext, Row } from '../contract/context.js';
import { money } from '../contract/money.js';
import { GraphQLDateTime } from '../contract/scalars.js';
import { accountById, opportunityById } from '../crm/loaders.js';
import { Account, Opportunity } from '../crm/types.js';
import { userById } from '../tenancy/loaders.js';
import { User } from '../tenancy/people.js';
import { Approval } from './approval-types.js';
import { approvalsOfQuote, quoteById, versionsOfQuote } from './loaders.js';
import { Quote, QuoteVersion, type RiskLevel } from './quote-types.js';

/** What a quote's fields read beside the quote itself. */
@Resolver(() => Quote)
export class QuoteFields {
  @FieldResolver(() => QuoteVersion, { description: 'The version in force.' })
  async current(@Root() quote: Row<Quote>, @Ctx() context: ApiContext): Promise<QuoteVersion> {
    const versions = await versionsOfQuote(context).load(quote.id);
    const current = versions.find(({ number }) => number === quote.currentVersion);
    return shown(found(current ?? null, 'version in force'), quote.currency);
  }

  @FieldResolver(() => [QuoteVersion], { description: 'Every version, oldest first, or the one of a number.' })
  async versions(
    @Root() quote: Row<Quote>,
    @Ctx() context: ApiContext,
    @Arg('number', () => Int, { nullable: true }) number?: number | null,
  ): Promise<QuoteVersion[]> {
    const versions = await versionsOfQuote(context).load(quote.id);
    return versions
      .filter((version) => number == null || version.number === number)
      .map((v) => shown(v, quote.currency));
  }

  @FieldResolver(() => [Approval], { description: 'Everything it was asked for, in the order of versions and stages.' })
  approvals(@Root() quote: Row<Quote>, @Ctx() context: ApiContext): Promise<Approval[]> {
    return approvalsOfQuote(context).load(quote.id) as Promise<Approval[]>;
  }

  @FieldResolver(() => Opportunity)
  async opportunity(@Root() quote: Row<Quote>, @Ctx() context: ApiContext): Promise<Opportunity> {
    return found(await opportunityById(context).load(quote.opportunityId), 'opportunity of a quote');
  }

  @FieldResolver(() => Account, { nullable: true })
  account(@Root() quote: Row<Quote>, @Ctx() context: ApiContext): Promise<Account | null> | null {
    return quote.accountId ? accountById(context).load(quote.accountId) : null;
  }

  @FieldResolver(() => GraphQLDateTime, {
    nullable: true,
    description: 'When it expires, submitted or approved; null: never.',
  })
  expiresAt(@Root() quote: Row<QuoteValue>): string | null {
    return ['pending_approval', 'approved', 'expired'].includes(quote.status) ? quote.expiresAt : null;
  }

  @FieldResolver(() => User, { description: 'Whose quote it is, and who submits it.' })
  async owner(@Root() quote: Row<Quote>, @Ctx() context: ApiContext): Promise<User> {
    return found(await userById(context).load(quote.ownerId), 'owner of a quote');
  }
}

@Resolver(() => Approval)
export class ApprovalFields {
  @FieldResolver(() => Quote)
  async quote(@Root() approval: Row<Approval>, @Ctx() context: ApiContext): Promise<Quote> {
    return found((await quoteById(context).load(approval.quoteId)) as Quote | null, 'quote of an approval');
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: 'The one person it waits for; null: whoever holds the role.',
  })
  assignee(@Root() approval: Row<Approval>, @Ctx() context: ApiContext): Promise<User | null> | null {
    return approval.assigneeId ? userById(context).load(approval.assigneeId) : null;
  }

  @FieldResolver(() => Int, { description: 'How many of its group must approve; 1 for one that counts alone.' })
  groupNeeds(@Root() approval: Row<ApprovalValue>): number {
    return approval.groupNeeds ?? 1;
  }

  @FieldResolver(() => User, { nullable: true, description: 'Whom the decider stood for, by delegation.' })
  onBehalfOf(@Root() approval: Row<Approval>, @Ctx() context: ApiContext): Promise<User | null> | null {
    return approval.onBehalfOfId ? userById(context).load(approval.onBehalfOfId) : null;
  }

  @FieldResolver(() => [User], {
    description: 'To whom it went up when it was overdue, in order; they may decide it, too.',
  })
  async escalatedTo(@Root() approval: Row<ApprovalValue>, @Ctx() context: ApiContext): Promise<User[]> {
    const found = await Promise.all((approval.escalatedToIds ?? []).map((id) => userById(context).load(id)));
    return found.filter((user) => user !== null);
  }

  @FieldResolver(() => User, { nullable: true })
  decidedBy(@Root() approval: Row<Approval>, @Ctx() context: ApiContext): Promise<User | null> | null {
    return approval.decidedById ? userById(context).load(approval.decidedById) : null;
  }
}

/** What must be there, since the record that names it is. */
function found<T>(value: T | null, what: string): T {
  if (value === null) throw new DefectError(`The ${what} is not there`);
  return value;
}

function shown(version: QuoteVersionWithLines, currency: string): QuoteVersion {
  const { listTotalMinor, netTotalMinor, liabilityMinor, lines } = version;
  return {
    ...version,
    riskLevel: version.riskLevel as RiskLevel,
    clauses: version.clauses ?? [],
    custom: customOf(version.custom),
    listTotal: money(listTotalMinor, currency),
    netTotal: money(netTotalMinor, currency),
    discount: discountBp(listTotalMinor, netTotalMinor),
    liability: liabilityMinor === null ? null : money(liabilityMinor, currency),
    lines: lines.map((line) => ({
      ...line,
      custom: customOf(line.custom),
      list: money(line.listMinor, currency),
      net: money(line.netMinor, currency),
      discount: discountBp(line.listMinor, line.netMinor),
    })),
  };
}
