import {
  command,
  json,
  KEY,
  listOf,
  type Operation,
  oneOf,
  orNull,
  record,
  text,
  whole,
} from '../contract/operation.js';

const tag = 'Planning';
const rates = listOf(record({ stage: text, winRateBp: whole, cycleDays: whole }));
const settled = { description: 'The scenario is settled, or the key was used with another input.' };
const forecast = (path: string, summary: string, required: string[]): Operation => ({
  method: 'post',
  path,
  action: 'runForecast',
  tag,
  summary,
  headers: [KEY],
  body: json(command({ scenarioId: required.length > 0 ? text : orNull(text) }, required)),
  answers: { 201: { description: 'The forecast is made.', schema: record({ runId: text }) }, 409: settled },
});

/** The routes that R0 names as triggers of its events. */
export const operations: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/scenarios',
    action: 'createScenario',
    tag,
    summary: 'Draft a scenario (scenario_created)',
    headers: [KEY],
    body: json(command({ name: text, planningMode: text, tokensPerDeal: whole, rates }, ['name'])),
    answers: { 201: { description: 'It is drafted.', schema: record({ scenarioId: text }) }, 409: settled },
  },
  {
    method: 'put',
    path: '/api/scenarios/{id}/status',
    action: 'setScenarioStatus',
    tag,
    summary: 'Approve a draft, or lock what was approved (scenario_approved, scenario_locked)',
    headers: [KEY],
    body: json(command({ status: oneOf('APPROVED', 'LOCKED') }, ['status'])),
    answers: { 200: { description: 'It has the status.', schema: record({ status: text }) }, 409: settled },
  },
  forecast('/api/forecast/scope-based', 'Forecast by the rates that a scenario states (forecast_run)', ['scenarioId']),
  forecast('/api/forecast/empirical', "Forecast by this tenant's own history (forecast_run)", []),
];
