import { tokenKeyFiles } from './secrets.mjs';

const PRODUCT_VARIABLE = /^(REVGRAPH_|NEO4J_|REDIS_)|^(PORT|HOST|NODE_ENV|CRON_SECRET)$/;

/** The variables of the shell without those of the product: a test never reaches what its user works with. */
export function withoutProductVariables(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !PRODUCT_VARIABLE.test(name)));
}

/** Every variable that the product reads, for the stores and keys of a place (see src/kernel/config.ts). */
export function placeEnvironment({ place, secrets, ports, nodeEnv, logName }) {
  const { publicKey, privateKey } = tokenKeyFiles(place);
  return {
    NODE_ENV: nodeEnv,
    HOST: '127.0.0.1',
    PORT: String(ports.api),
    NEO4J_URI: `bolt://127.0.0.1:${ports.neo4j}`,
    NEO4J_USER: 'neo4j',
    NEO4J_PASSWORD: secrets.NEO4J_PASSWORD,
    NEO4J_DATABASE: 'neo4j',
    REDIS_URL: `redis://:${secrets.REDIS_PASSWORD}@127.0.0.1:${ports.redis}`,
    REDIS_PREFIX: 'revgraph',
    REVGRAPH_JWT_ISSUER: logName,
    REVGRAPH_JWT_AUDIENCE: 'revgraph-api',
    REVGRAPH_JWT_PUBLIC_KEY_FILE: publicKey,
    REVGRAPH_TOKEN_PRIVATE_KEY_FILE: privateKey,
    REVGRAPH_LOG_NAME: logName,
    REVGRAPH_LOG_MASTER_SECRET: secrets.REVGRAPH_LOG_MASTER_SECRET,
  };
}
