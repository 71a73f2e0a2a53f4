import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort, TrialProject } from './trial-project.js';

describe('the secrets of a first start', () => {
  let project: TrialProject;
  beforeEach(() => {
    project = new TrialProject();
  });
  afterEach(() => project.remove());

  const mode = (path: string) => (statSync(join(project.dir, '.local', path)).mode & 0o777).toString(8);
  const startWithoutJava = async () => {
    const ports = { PORT: await freePort(), REVGRAPH_NEO4J_PORT: await freePort() };
    const env = { ...ports, PATH: project.pathWith({}), REDIS_URL: 'redis://127.0.0.1:1' };
    await project.start([], env).finished;
    return readFileSync(join(project.dir, '.local', 'secrets.env'), 'utf8');
  };

  it('belong to their owner alone, and are made once', async () => {
    const secrets = await startWithoutJava();
    expect(secrets).toMatch(
      /^NEO4J_PASSWORD=[0-9a-f]{64}\nREDIS_PASSWORD=[0-9a-f]{64}\nREVGRAPH_LOG_MASTER_SECRET=[0-9a-f]{64}\n$/,
    );
    expect(new Set(secrets.match(/[0-9a-f]{64}/g)).size).toBe(3);
    expect(['.', 'keys', 'run', 'logs'].map(mode)).toEqual(['700', '700', '700', '700']);
    expect(['secrets.env', 'keys/token-private.pem', 'keys/token-public.pem'].map(mode)).toEqual(['600', '600', '600']);
    expect(await startWithoutJava()).toBe(secrets);
  });
});
