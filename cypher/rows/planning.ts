/** A plan with its expected rates, as JSON text. */
export interface ScenarioRow {
  id: string;
  version: number;
  createdAt: string;
  createdBy: string;
  name: string;
  status: string;
  planningMode: string;
  /** Tokens that a deal needs when it is worked on; counted in the planning mode TOKENS. */
  tokensPerDeal: number;
  rates: string;
  approvedBy: string | null;
  approvedAt: string | null;
  lockedBy: string | null;
  lockedAt: string | null;
}

/** Tokens of one team ('': any), role and month of a scenario. */
export interface CapacityLineRow {
  id: string;
  version: number;
  createdAt: string;
  scenarioId: string;
  teamId: string;
  role: string;
  /** `YYYY-MM`. */
  month: string;
  supply: number;
  demand: number;
}

/** A forecast as it was made; its result is JSON text. */
export interface ForecastRunRow {
  id: string;
  version: number;
  createdAt: string;
  ranBy: string;
  mode: string;
  /** '': without a scenario. */
  scenarioId: string;
  /** The day of the tenant's zone that it looks ahead from. */
  asOf: string;
  currency: string;
  result: string;
}

/** A deal as a forecast reads it, with what its account is worth a year. */
export interface ForecastDealRow {
  id: string;
  stage: string;
  status: string;
  amountMinor: number | null;
  currency: string;
  engageDate: string | null;
  closeDate: string | null;
  accountArrMinor: number | null;
}
