import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { QuoteVersionWithLines } from '../../src/dealdesk/index.js';
import { discountBp } from '../../src/kernel/values/money.js';
import type { ApiContext } from '../contract/context.js';
import { money } from '../contract/money.js';
import { Approval } from './approval-types.js';
import { approvalsOfQuote, quoteById, versionsOfQuote } from './loaders.js';
import { Quote, QuoteVersion, type RiskLevel } from './quote-types.js';

/** What a quote's fields read beside the quote itself. */
@Resolver(() => Quote)
export class QuoteFields {
  @FieldResolver(() => QuoteVersion, { description: 'The version in force.' })
  async current(@Root() quote: Quote, @Ctx() context: ApiContext): Promise<QuoteVersion> {
    const versions = await versionsOfQuote(context).load(quote.id);
    const current = versions.find(({ number }) => number === quote.currentVersion);
    if (!current) throw new Error(`Quote ${quote.id} has no version ${quote.currentVersion}`);
    return shown(current, quote.currency);
  }

  @FieldResolver(() => [QuoteVersion], { description: 'Every version, oldest first, or the one of a number.' })
  async versions(
    @Root() quote: Quote,
    @Ctx() context: ApiContext,
    @Arg('number', () => Int, { nullable: true }) number?: number | null,
  ): Promise<QuoteVersion[]> {
    const versions = await versionsOfQuote(context).load(quote.id);
    return versions
      .filter((version) => number == null || version.number === number)
      .map((v) => shown(v, quote.currency));
  }

  @FieldResolver(() => [Approval], { description: 'Everything it was asked for, in the order of versions and stages.' })
  approvals(@Root() quote: Quote, @Ctx() context: ApiContext): Promise<Approval[]> {
    return approvalsOfQuote(context).load(quote.id) as Promise<Approval[]>;
  }
}

@Resolver(() => Approval)
export class ApprovalFields {
  @FieldResolver(() => Quote)
  async quote(@Root() approval: Approval, @Ctx() context: ApiContext): Promise<Quote> {
    const quote = await quoteById(context).load(approval.quoteId);
    if (!quote) throw new Error(`Approval ${approval.id} has no quote`);
    return quote as Quote;
  }
}

function shown(version: QuoteVersionWithLines, currency: string): QuoteVersion {
  const { listTotalMinor, netTotalMinor, liabilityMinor, lines } = version;
  return {
    ...version,
    riskLevel: version.riskLevel as RiskLevel,
    listTotal: money(listTotalMinor, currency),
    netTotal: money(netTotalMinor, currency),
    discount: discountBp(listTotalMinor, netTotalMinor),
    liability: liabilityMinor === null ? null : money(liabilityMinor, currency),
    lines: lines.map((line) => ({
      ...line,
      list: money(line.listMinor, currency),
      net: money(line.netMinor, currency),
      discount: discountBp(line.listMinor, line.netMinor),
    })),
  };
}
