import {
  BlockedUserResolver,
  ExpansionSignalResolver,
  ExpansionSignalsQuery,
  PathToDealsResolver,
  SignalPointsResolver,
} from './expansion-signals.js';

/** What insights show. */
export const resolvers = [
  ExpansionSignalsQuery,
  ExpansionSignalResolver,
  BlockedUserResolver,
  PathToDealsResolver,
  SignalPointsResolver,
] as const;
