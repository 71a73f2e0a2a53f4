import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { discountQuestion } from './discount-question.js';
import { wasmEngine } from './engine.js';
import type { EmbeddedPolicies } from './policies.js';
import type { Question } from './question.js';
import { preflightQuestion, routingQuestion } from './routing-question.js';
import { activationQuestion, overridesQuestion, segmentQuestion } from './tenant-questions.js';

/** What bundle.json records of the committed bundle. */
export interface BundleRecord {
  /** Of the Rego files: the revision of the same bundle on an OPA server. */
  sourceSha256: string;
  wasmSha256: string;
  opaVersion: string;
}

let committed: Promise<EmbeddedPolicies> | undefined;

/** The committed policies, compiled once per process. Throws when the bundle is not the one that was recorded. */
export function loadPolicies(): Promise<EmbeddedPolicies> {
  committed ??= loadCommitted();
  return committed;
}

/** The policies of any compiled bundle, such as one kept by its hash for a replay. */
export async function policiesOf(wasm: Uint8Array<ArrayBuffer>): Promise<EmbeddedPolicies> {
  const engine = await wasmEngine(wasm);
  const { version } = engine;
  const decide = <Verdict>(question: Question<Verdict>): Verdict =>
    'verdict' in question
      ? question.verdict
      : question.conclude(engine.ask(question.entrypoint, question.config, question.input));
  const policies: EmbeddedPolicies = {
    version,
    get embedded() {
      return policies;
    },
    preflightLead: (facts) => decide(preflightQuestion(facts, version)),
    decideRouting: (facts) => decide(routingQuestion(facts, version)),
    decideDiscount: (facts) => decide(discountQuestion(facts, version)),
    decideActivation: (facts) => decide(activationQuestion(facts, version)),
    segmentOf: (facts) => decide(segmentQuestion(facts, version)),
    exceptionsOf: (facts) => decide(overridesQuestion(facts, version)),
  };
  return policies;
}

/** What is recorded of the committed bundle. */
export const bundleRecord = async (): Promise<BundleRecord> =>
  JSON.parse(await readFile(join(bundleFolder(), 'bundle.json'), 'utf8')) as BundleRecord;

async function loadCommitted(): Promise<EmbeddedPolicies> {
  const [wasm, { wasmSha256 }] = await Promise.all([readFile(join(bundleFolder(), 'policy.wasm')), bundleRecord()]);
  const policies = await policiesOf(new Uint8Array(wasm));
  if (policies.version !== wasmSha256) {
    throw new Error(
      'policy/bundle/policy.wasm is not the bundle that bundle.json records; run "node policy/opa.mjs build"',
    );
  }
  return policies;
}

/** The bundle is not compiled to dist/: it is found from the package's root. */
const bundleFolder = (): string => join(packageRoot(dirname(fileURLToPath(import.meta.url))), 'policy', 'bundle');

const packageRoot = (folder: string): string =>
  existsSync(join(folder, 'package.json')) ? folder : packageRoot(dirname(folder));
