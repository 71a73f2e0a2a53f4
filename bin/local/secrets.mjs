import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './refusal.mjs';

const NAMES = ['NEO4J_PASSWORD', 'REDIS_PASSWORD', 'REVGRAPH_LOG_MASTER_SECRET'];

function writeOwnerOnly(file, text) {
  writeFileSync(`${file}.part`, text, { mode: 0o600 });
  renameSync(`${file}.part`, file);
}

/** The files of the Ed25519 key pair that the demo's own tokens are signed with. */
export const tokenKeyFiles = (place) => ({
  publicKey: join(place.keys, 'token-public.pem'),
  privateKey: join(place.keys, 'token-private.pem'),
});

/** The secrets of a place, or undefined before they are made. */
export function readSecrets(place) {
  if (!existsSync(place.secrets)) return undefined;
  const lines = readFileSync(place.secrets, 'utf8').split('\n');
  const secrets = Object.fromEntries(
    lines
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  const missing = NAMES.filter((name) => !secrets[name]);
  if (missing.length === 0) return secrets;
  throw new Refusal(
    `${place.secrets} lacks ${missing.join(', ')}: put the file back, or begin again with npm start -- --reset.`,
  );
}

/**
 * The secrets of a place, made on the first call: passwords, the log's master secret and the token key pair (0600).
 * `hasData` says that stores exist already: their passwords cannot be made a second time.
 */
export function ensureSecrets(place, hasData) {
  const { publicKey, privateKey } = tokenKeyFiles(place);
  if (!existsSync(publicKey) || !existsSync(privateKey)) {
    const pair = generateKeyPairSync('ed25519');
    writeOwnerOnly(privateKey, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    writeOwnerOnly(publicKey, pair.publicKey.export({ type: 'spki', format: 'pem' }));
  }
  const known = readSecrets(place);
  if (known) return known;
  if (hasData) {
    throw new Refusal(
      `The stores in ${place.dir} have passwords, and ${place.secrets} is gone: put the file back, or begin again with npm start -- --reset.`,
    );
  }
  const made = Object.fromEntries(NAMES.map((name) => [name, randomBytes(32).toString('hex')]));
  writeOwnerOnly(
    place.secrets,
    Object.entries(made)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  return made;
}
