import { ApolloArmor } from '@escape.tech/graphql-armor';
import { GraphQLError, type ValidationContext, type ValidationRule } from 'graphql';
import { maxRepeats } from './repeats.js';

/** How much one caller may ask; see docs/adr/0031-query-limits.md. */
export interface Limits {
  /** Fields below one another. */
  depth: number;
  aliases: number;
  directives: number;
  /** Selections that repeat one beside them. */
  repeats: number;
  /** Lexical tokens of a document. */
  tokens: number;
  /** Fields answered at most, lists counted by their `first`. */
  cost: number;
  /** Items a list counts for when nothing says how long it is. */
  assumedListSize: number;
  /** Queries of at most so many fields are compiled: of more, compiling would hold the process for over 20 ms. None with 0. */
  compiledFields: number;
  bodyBytes: number;
  /** Requests and started subscriptions per minute of one caller, and of one address before its credentials are looked at. */
  requestsPerMinute: { caller: number; address: number };
  /** Requests per minute of one caller at routes that are asked often. */
  oftenPerMinute: number;
  /** Admitted WebSocket connections that one caller holds at a time, in this process. */
  socketsPerCaller: number;
  subscriptionsPerConnection: number;
}

export const DEFAULT_LIMITS: Limits = {
  depth: 12,
  aliases: 15,
  directives: 5,
  repeats: 15,
  tokens: 1_000,
  cost: 10_000,
  assumedListSize: 10,
  compiledFields: 500,
  bodyBytes: 1024 * 1024,
  requestsPerMinute: { caller: 1_200, address: 6_000 },
  oftenPerMinute: 600_000,
  socketsPerCaller: 20,
  subscriptionsPerConnection: 20,
};

/**
 * Validation rules for depth, aliases, directives and repetitions, answering QUERY_TOO_COMPLEX. Cost is not among them: it needs the variables
 * (cost.ts), which rules never see, and rules run once per document, not once per request.
 */
export function limitRules(limits: Limits): ValidationRule[] {
  const report = (what: string, limit: number) => (context: ValidationContext | null) =>
    context?.reportError(
      new GraphQLError(`The query has too many ${what}: at most ${limit} are allowed.`, {
        extensions: { code: 'QUERY_TOO_COMPLEX' },
      }),
    );
  const refuse = (what: string, limit: number) => ({ propagateOnRejection: false, onReject: [report(what, limit)] });
  const { validationRules } = new ApolloArmor({
    maxDepth: { n: limits.depth, flattenFragments: true, ...refuse('levels', limits.depth) },
    maxAliases: { n: limits.aliases, allowList: [], ...refuse('aliases', limits.aliases) },
    maxDirectives: { n: limits.directives, ...refuse('directives', limits.directives) },
    costLimit: { enabled: false },
    maxTokens: { enabled: false },
    blockFieldSuggestion: { enabled: false },
  }).protect();
  return [...validationRules, maxRepeats(limits.repeats, report('repetitions', limits.repeats))];
}
