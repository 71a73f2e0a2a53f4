import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ActivationFacts } from './activation-facts.js';
import type { DiscountFacts } from './discount-facts.js';
import { discountQuestion } from './discount-question.js';
import { wasmEngine } from './engine.js';
import type { Question } from './question.js';
import type { LeadRoutingFacts } from './routing-facts.js';
import { preflightQuestion, routingQuestion } from './routing-question.js';
import type { OverridesQuestion, SegmentQuestion } from './tenant-facts.js';
import { activationQuestion, overridesQuestion, segmentQuestion } from './tenant-questions.js';
import type {
  ActivationVerdict,
  DiscountVerdict,
  OverridesVerdict,
  PreflightVerdict,
  RoutingVerdict,
  SegmentVerdict,
} from './verdicts.js';

/** The compiled policies. Every decision is pure: the same facts give the same verdict. All throw MalformedFacts. */
export interface Policies {
  /** SHA-256 of the compiled bundle: the policy version that receipts name. */
  readonly version: string;
  /** Whether a lead comes in. */
  preflightLead(facts: LeadRoutingFacts): PreflightVerdict;
  /** Where a lead goes. */
  decideRouting(facts: LeadRoutingFacts): RoutingVerdict;
  /** Whether a quote may be submitted and who must approve it. */
  decideDiscount(facts: DiscountFacts): DiscountVerdict;
  /** Whether a contract may be activated. */
  decideActivation(facts: ActivationFacts): ActivationVerdict;
  /** Which segment an ARR or a head count falls into. */
  segmentOf(facts: SegmentQuestion): SegmentVerdict;
  /** What the tenant's exceptions of a day change for a quote. */
  exceptionsOf(facts: OverridesQuestion): OverridesVerdict;
}

let committed: Promise<Policies> | undefined;

/** The committed policies, compiled once per process. Throws when the bundle is not the one that was recorded. */
export function loadPolicies(): Promise<Policies> {
  committed ??= loadCommitted();
  return committed;
}

/** The policies of any compiled bundle, such as one kept by its hash for a replay. */
export async function policiesOf(wasm: Uint8Array<ArrayBuffer>): Promise<Policies> {
  const engine = await wasmEngine(wasm);
  const { version } = engine;
  const decide = <Verdict>(question: Question<Verdict>): Verdict =>
    'verdict' in question
      ? question.verdict
      : question.conclude(engine.ask(question.entrypoint, question.config, question.input));
  return {
    version,
    preflightLead: (facts) => decide(preflightQuestion(facts, version)),
    decideRouting: (facts) => decide(routingQuestion(facts, version)),
    decideDiscount: (facts) => decide(discountQuestion(facts, version)),
    decideActivation: (facts) => decide(activationQuestion(facts, version)),
    segmentOf: (facts) => decide(segmentQuestion(facts, version)),
    exceptionsOf: (facts) => decide(overridesQuestion(facts, version)),
  };
}

async function loadCommitted(): Promise<Policies> {
  const folder = join(packageRoot(dirname(fileURLToPath(import.meta.url))), 'policy', 'bundle');
  const [wasm, record] = await Promise.all([
    readFile(join(folder, 'policy.wasm')),
    readFile(join(folder, 'bundle.json'), 'utf8'),
  ]);
  const policies = await policiesOf(new Uint8Array(wasm));
  const { wasmSha256 } = JSON.parse(record) as { wasmSha256: string };
  if (policies.version !== wasmSha256) {
    throw new Error(
      'policy/bundle/policy.wasm is not the bundle that bundle.json records; run "node policy/opa.mjs build"',
    );
  }
  return policies;
}

/** The bundle is not compiled to dist/: it is found from the package's root. */
const packageRoot = (folder: string): string =>
  existsSync(join(folder, 'package.json')) ? folder : packageRoot(dirname(folder));
