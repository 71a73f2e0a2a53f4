// The policies on a running OPA server beside the embedded ones: the same answers, and no answers from another bundle.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { variationsOf } from './engines.mjs';
import { Refused, startServer } from './opa-binary.mjs';

/** Which facts each decision is tried on. */
const DECISIONS = {
  preflightLead: 'lead_routing',
  decideRouting: 'lead_routing',
  decideDiscount: 'discount_approvals',
  decideActivation: 'contract_activation',
  segmentOf: 'segment_definitions',
  exceptionsOf: 'tenant_overrides',
};

/** Throws Refused where server and embedded policies differ, or another revision is taken. Gives how many facts were compared. */
export async function checkServer(opa, bundleFor) {
  const { loadPolicies } = await built('bundle.js');
  const { policiesOnServer } = await built('opa-server.js');
  const folder = mkdtempSync(join(tmpdir(), 'policy-server-'));
  const serverOf = ({ url }) =>
    policiesOnServer({ url, timeoutMs: 5_000, unavailable: (reason) => new Refused(reason) });
  try {
    const file = join(folder, 'bundle.tar.gz');
    bundleFor(file);
    const ours = await startServer(opa, file);
    const compared = await compare(await loadPolicies(), await serverOf(ours)).finally(ours.stop);
    await mustRefuse(() => serverOf(ours), 'does not answer', 'a server that is gone');
    bundleFor(file, 'another');
    const other = await startServer(opa, file);
    await mustRefuse(() => serverOf(other), 'holds another', 'a server with another revision').finally(other.stop);
    return compared;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(embedded, served) {
  let compared = 0;
  for (const [name, module] of Object.entries(DECISIONS)) {
    const { base, vary } = JSON.parse(readFileSync(new URL(`./examples/${module}.json`, import.meta.url), 'utf8'));
    const { amounts: _, ...facts } = base;
    for (const changed of variationsOf({ base: facts, vary }, 60)) {
      const [here, there] = [await outcomeOf(embedded, name, changed), await outcomeOf(served, name, changed)];
      if (!isDeepStrictEqual(here, there)) {
        throw new Refused(`An OPA server answers ${name} otherwise:\n${JSON.stringify({ changed, here, there })}`);
      }
      compared += 1;
    }
  }
  return compared;
}

/** A verdict, or the name of what was thrown: malformed facts are refused before any engine. */
const outcomeOf = async (policies, name, facts) => {
  try {
    return await policies[name](facts);
  } catch (error) {
    if (error.name !== 'MalformedFacts') throw error;
    return error.message;
  }
};

async function mustRefuse(start, said, what) {
  const refused = await start().then(
    () => null,
    (error) => error.message,
  );
  if (!refused?.includes(said)) throw new Refused(`${what} was not refused, but said: ${refused}`);
}

const built = (name) =>
  import(new URL(`../dist/policy/${name}`, import.meta.url).href).catch(() => {
    throw new Refused('The product is not built: run "npm run build" first.');
  });
