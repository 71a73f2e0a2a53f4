/** The demo's door: its data made into a tenant, and the people to try it as. */
export { loadDemo } from './load.js';
export { DEMO_TENANT, OPERATORS, PERSONAS } from './people.js';
export { progressOn } from './progress.js';
export type { DemoReport } from './report.js';
export { reportText } from './report-text.js';
export { examplesOf, welcomeText } from './welcome.js';
