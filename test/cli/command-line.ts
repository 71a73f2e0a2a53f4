import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findTenant } from '../../src/tenancy/index.js';
import type { World } from '../kit/world.js';

/** What a command said, and how it ended. */
export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the command line as it is built, in this environment but for what is given; undefined takes a variable away. */
export function revgraph(args: string[], env: Record<string, string | undefined> = {}): Promise<Ran> {
  const child = spawn(process.execPath, [join('dist', 'bin', 'revgraph.js'), ...args], {
    env: { ...process.env, LOG_LEVEL: 'silent', NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ran: Ran = { code: null, out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    ran.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    ran.err += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...ran, code }));
  });
}

/** The handle of a world's tenant, by which commands name it. */
export async function tenantHandle({ composition, tenantId }: World): Promise<string> {
  return (await findTenant(composition, tenantId))?.handle as string;
}
