import { placeEnvironment } from './environment.mjs';
import { LOCAL, placeAt } from './layout.mjs';
import { portFrom } from './ports.mjs';
import { Refusal } from './refusal.mjs';

const LOG_NAME = 'revgraph.local';

/** The installation in this folder, and the ports that its user chose. An empty variable counts as not set. */
export function readSituation(env) {
  const userEnv = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  if (userEnv.NEO4J_URI && !userEnv.NEO4J_PASSWORD) {
    throw new Refusal('NEO4J_URI is set and NEO4J_PASSWORD is not: set both, or neither to use a local Neo4j.');
  }
  const ports = {
    api: portFrom(userEnv, 'PORT', 4000),
    neo4j: portFrom(userEnv, 'REVGRAPH_NEO4J_PORT', 7697),
    redis: portFrom(userEnv, 'REVGRAPH_REDIS_PORT', 6397),
  };
  return { place: placeAt(LOCAL), userEnv, env: userEnv, ports };
}

/** What api, worker, sealer and the command line are started with: our values, where the user gave none. */
export function productEnvironment({ place, userEnv, ports }, secrets) {
  const ours = placeEnvironment({ place, secrets, ports, nodeEnv: 'development', logName: LOG_NAME });
  const given = { ...userEnv };
  // Names and passwords belong to an address: the shell's to the shell's, ours to ours.
  for (const name of ['NEO4J_USER', 'NEO4J_PASSWORD', 'NEO4J_DATABASE']) {
    delete (userEnv.NEO4J_URI ? ours : given)[name];
  }
  if (given.REVGRAPH_JWT_JWKS_URL) delete ours.REVGRAPH_JWT_PUBLIC_KEY_FILE;
  return { ...ours, ...given };
}
