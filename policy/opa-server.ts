import { bundleRecord, loadPolicies } from './bundle.js';
import type { ConfigFacts } from './config-facts.js';
import { discountQuestion } from './discount-question.js';
import { engineConfig } from './engine-config.js';
import type { Policies } from './policies.js';
import type { Question } from './question.js';
import { preflightQuestion, routingQuestion } from './routing-question.js';
import { activationQuestion, overridesQuestion, segmentQuestion } from './tenant-questions.js';

/** Where an OPA server is that holds our bundle, and what becomes of its failures. */
export interface OpaServer {
  /** Its address, "http://127.0.0.1:8181"; a path before /v1 may follow. */
  url: string;
  /** How long an answer may take. */
  timeoutMs: number;
  /** What to throw when it does not answer, answers wrongly, or holds another bundle. */
  unavailable(reason: string, cause?: unknown): Error;
}

/** What OPA answers with `provenance=true`. */
interface Answer {
  result?: unknown;
  provenance?: { bundles?: Record<string, { revision?: string }> };
}

/**
 * The policies on an OPA server (`opa run --server -b BUNDLE`, built by "node policy/opa.mjs bundle"), with the answers of the
 * embedded ones. Every answer must come from our bundle's revision, the first one here: a server that was given other
 * policies decides nothing. Throws what `unavailable` gives.
 */
export async function policiesOnServer(server: OpaServer): Promise<Policies> {
  const [{ sourceSha256 }, embedded] = await Promise.all([bundleRecord(), loadPolicies()]);
  const { version } = embedded;
  const decide = async <Verdict>(question: Question<Verdict>): Promise<Verdict> => {
    if ('verdict' in question) return question.verdict;
    const config = preparedConfig(question.config);
    return question.conclude(await ask(server, sourceSha256, question.entrypoint, { ...question.input, config }));
  };
  await ask(server, sourceSha256, 'segment_definitions/decision', { config: { segments: [] }, arr_minor: 0 });
  return {
    version,
    embedded,
    preflightLead: async (facts) => decide(preflightQuestion(facts, version)),
    decideRouting: async (facts) => decide(routingQuestion(facts, version)),
    decideDiscount: async (facts) => decide(discountQuestion(facts, version)),
    decideActivation: async (facts) => decide(activationQuestion(facts, version)),
    segmentOf: async (facts) => decide(segmentQuestion(facts, version)),
    exceptionsOf: async (facts) => decide(overridesQuestion(facts, version)),
  };
}

const prepared = new WeakMap<ConfigFacts, object>();

function preparedConfig(config: ConfigFacts): object {
  const known = prepared.get(config) ?? engineConfig(config);
  prepared.set(config, known);
  return known;
}

async function ask(server: OpaServer, revision: string, entrypoint: string, input: object): Promise<unknown> {
  const { result, provenance } = await answerOf(server, entrypoint, input);
  const revisions = Object.values(provenance?.bundles ?? {}).map((bundle) => bundle.revision);
  if (revisions.length !== 1 || revisions[0] !== revision) {
    throw server.unavailable(
      `The OPA server holds ${revisions.join(', ') || 'no bundle'} and not our policies ${revision}; give it the bundle that "node policy/opa.mjs bundle" builds.`,
    );
  }
  if (result === undefined) throw server.unavailable(`The OPA server gave no decision of ${entrypoint}.`);
  return result;
}

async function answerOf(server: OpaServer, entrypoint: string, input: object): Promise<Answer> {
  const url = `${server.url.replace(/\/$/, '')}/v1/data/${entrypoint}?provenance=true`;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ input }),
      redirect: 'error',
      signal: AbortSignal.timeout(server.timeoutMs),
    });
    if (!response.ok) throw new Error(`HTTP status ${response.status}`);
    return (await response.json()) as Answer;
  } catch (cause) {
    throw server.unavailable(`The OPA server does not answer: ${(cause as Error).message}.`, cause);
  }
}
