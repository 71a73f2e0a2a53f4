// Generated from cypher/planning/ by cypher/generate.mjs.
import type * as rows from '../rows.js';
import type { Statement } from '../statement.js';

/** One page of all capacity lines by id, to be compared with their receipts. Rows: many, at most $most. */
export const capacityLinesListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'planning/capacity_lines_list_all',
  mode: 'read',
  text: `MATCH (n:CapacityLine {tenantId: $tenantId})
USING INDEX SEEK n:CapacityLine(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.scenarioId AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Writes capacity lines behind the lock of their scenario's chain; a place has one line. Rows: one per line. */
export const capacityWrite: Statement<
  { lines: rows.CapacityLineRow[] },
  { lineId: string }
> = {
  name: 'planning/capacity_write',
  mode: 'write',
  text: `UNWIND $lines AS wanted
MERGE (line:CapacityLine {
  tenantId: $tenantId, scenarioId: wanted.scenarioId, month: wanted.month, teamId: wanted.teamId, role: wanted.role
})
SET line:Entity, line += wanted
RETURN line.id AS lineId`,
};

/** One page of all deals by id, behind one, with what their account is worth a year: what a forecast is made of. Rows: many, at most $most. */
export const dealsPage: Statement<
  { after: string; most: number },
  rows.ForecastDealRow
> = {
  name: 'planning/deals_page',
  mode: 'read',
  text: `MATCH (deal:Opportunity {tenantId: $tenantId})
USING INDEX SEEK deal:Opportunity(tenantId, id)
WHERE deal.id > $after
WITH deal
ORDER BY deal.tenantId, deal.id
LIMIT $most
OPTIONAL MATCH (account:Account {tenantId: $tenantId, id: deal.accountId})
RETURN deal.id AS id, deal.stage AS stage, deal.status AS status, deal.amountMinor AS amountMinor, deal.currency AS currency,
  deal.engageDate AS engageDate, deal.closeDate AS closeDate, account.arrMinor AS accountArrMinor`,
};

/** Keeps a forecast that was run. Rows: one. */
export const forecastRunInsert: Statement<
  { run: rows.ForecastRunRow },
  { runId: string }
> = {
  name: 'planning/forecast_run_insert',
  mode: 'write',
  text: `CREATE (run:ForecastRun:Entity {tenantId: $tenantId, id: $run.id})
SET run += $run
RETURN run.id AS runId`,
};

/** Lists the forecasts of a scenario ('': those without one), newest first, before a cursor ("~": from the start). Rows: limit at most. */
export const forecastRunsList: Statement<
  { scenarioId: string; beforeId: string; limit: number },
  { run: rows.ForecastRunRow }
> = {
  name: 'planning/forecast_runs_list',
  mode: 'read',
  text: `MATCH (run:ForecastRun {tenantId: $tenantId, scenarioId: $scenarioId})
USING INDEX SEEK run:ForecastRun(tenantId, scenarioId, id)
WHERE run.id < $beforeId
WITH run
ORDER BY run.tenantId DESC, run.scenarioId DESC, run.id DESC
LIMIT $limit
RETURN run {.id, .version, .createdAt, .ranBy, .mode, .scenarioId, .asOf, .currency, .result} AS run`,
};

/** One page of all forecast runs by id, to be compared with their receipts. Rows: many, at most $most. */
export const forecastRunsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'planning/forecast_runs_list_all',
  mode: 'read',
  text: `MATCH (n:ForecastRun {tenantId: $tenantId})
USING INDEX SEEK n:ForecastRun(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Finds a scenario with its capacity. Rows: one at most. */
export const scenarioFind: Statement<
  { scenarioId: string },
  { scenario: rows.ScenarioRow; lines: rows.CapacityLineRow[] }
> = {
  name: 'planning/scenario_find',
  mode: 'read',
  text: `MATCH (scenario:Scenario {tenantId: $tenantId, id: $scenarioId})
RETURN scenario {
    .id, .version, .createdAt, .createdBy, .name, .status, .planningMode, .tokensPerDeal, .rates, .approvedBy, .approvedAt,
    .lockedBy, .lockedAt
  } AS scenario,
  COLLECT {
    MATCH (line:CapacityLine {tenantId: $tenantId, scenarioId: scenario.id})
    USING INDEX SEEK line:CapacityLine(tenantId, scenarioId, month, teamId, role)
    WHERE line.month > '' AND line.teamId IS NOT NULL AND line.role IS NOT NULL
    RETURN line {.id, .version, .createdAt, .scenarioId, .teamId, .role, .month, .supply, .demand}
  } AS lines`,
};

/** Inserts a scenario. Rows: one. */
export const scenarioInsert: Statement<
  { scenario: rows.ScenarioRow },
  { scenarioId: string }
> = {
  name: 'planning/scenario_insert',
  mode: 'write',
  text: `CREATE (scenario:Scenario:Entity {tenantId: $tenantId, id: $scenario.id})
SET scenario += $scenario
RETURN scenario.id AS scenarioId`,
};

/** Locks a scenario's chain, and reads the scenario with its capacity behind it. Rows: one, none: the scenario is not there. */
export const scenarioLock: Statement<
  { scenarioId: string } & { claim: rows.ClaimParams },
  rows.Locked & { scenario: rows.ScenarioRow; lines: rows.CapacityLineRow[] }
> = {
  name: 'planning/scenario_lock',
  mode: 'write',
  text: `MERGE (key:IdempotencyKey {tenantId: $tenantId, scope: $claim.scope, key: $claim.key})
  ON CREATE SET key.inputSha256 = $claim.inputSha256, key.createdAt = $claim.at
SET key._lock = true
WITH key
MATCH (scenario:Scenario {tenantId: $tenantId, id: $scenarioId})
MERGE (head:RevWorkflow {tenantId: $tenantId, id: 'admin:' + scenario.id})
  ON CREATE SET head.kind = 'admin', head.seq = 0, head.createdAt = $claim.at
SET head._lock = true
WITH *, [head {.id, .kind, .seq, .sha256, .lastReceiptId, .lastAt}] AS heads
RETURN key {.answer, .inputSha256} AS claim, heads,
  scenario {
    .id, .version, .createdAt, .createdBy, .name, .status, .planningMode, .tokensPerDeal, .rates, .approvedBy, .approvedAt,
    .lockedBy, .lockedAt
  } AS scenario,
  COLLECT {
    MATCH (line:CapacityLine {tenantId: $tenantId, scenarioId: scenario.id})
    USING INDEX SEEK line:CapacityLine(tenantId, scenarioId, month, teamId, role)
    WHERE line.month > '' AND line.teamId IS NOT NULL AND line.role IS NOT NULL
    RETURN line {.id, .version, .createdAt, .scenarioId, .teamId, .role, .month, .supply, .demand}
  } AS lines`,
};

/** Changes a scenario behind the lock of its chain. Rows: one. */
export const scenarioUpdate: Statement<
  { scenario: rows.ScenarioRow },
  { scenarioId: string }
> = {
  name: 'planning/scenario_update',
  mode: 'write',
  text: `MATCH (scenario:Scenario {tenantId: $tenantId, id: $scenario.id})
SET scenario += $scenario
RETURN scenario.id AS scenarioId`,
};

/** Lists scenarios, newest first, before a cursor ("~": from the start; it sorts after every id). Rows: limit at most. */
export const scenariosList: Statement<
  { beforeId: string; limit: number },
  { scenario: rows.ScenarioRow }
> = {
  name: 'planning/scenarios_list',
  mode: 'read',
  text: `MATCH (scenario:Scenario {tenantId: $tenantId})
USING INDEX SEEK scenario:Scenario(tenantId, id)
WHERE scenario.id < $beforeId
WITH scenario
ORDER BY scenario.tenantId DESC, scenario.id DESC
LIMIT $limit
RETURN scenario {
    .id, .version, .createdAt, .createdBy, .name, .status, .planningMode, .tokensPerDeal, .rates, .approvedBy, .approvedAt,
    .lockedBy, .lockedAt
  } AS scenario`,
};

/** One page of all scenarios by id, to be compared with their receipts. Rows: many, at most $most. */
export const scenariosListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'planning/scenarios_list_all',
  mode: 'read',
  text: `MATCH (n:Scenario {tenantId: $tenantId})
USING INDEX SEEK n:Scenario(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};
