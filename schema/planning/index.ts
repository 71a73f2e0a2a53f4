import { Forecasts } from './forecasts.js';
import { Scenarios } from './scenarios.js';

export { planningRoutes } from './routes.js';

/** Planning's part of the schema. */
export const resolvers = [Scenarios, Forecasts] as const;
