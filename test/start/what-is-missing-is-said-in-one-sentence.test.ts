import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort, holdPort, TrialProject } from './trial-project.js';

const JAVA_17 = `echo 'openjdk version "17.0.15" 2025-04-15' >&2`;

describe('npm start says in one sentence', () => {
  let project: TrialProject;
  let ports: Record<string, string>;
  const refusal = async (args: string[], env: Record<string, string> = {}) => {
    const { code, output } = await project.start(args, { ...ports, ...env }).finished;
    expect(code).toBe(1);
    expect(output).not.toMatch(/^\s+at /m);
    return output.trim().split('\n').at(-1);
  };

  beforeEach(async () => {
    project = new TrialProject();
    ports = {
      PORT: await freePort(),
      REVGRAPH_NEO4J_PORT: await freePort(),
      REVGRAPH_REDIS_PORT: await freePort(),
    };
  });
  afterEach(() => project.remove());

  it('that Java is missing', async () => {
    expect(await refusal([], { PATH: project.pathWith({}) })).toMatch(
      /^Neo4j needs Java 17 or newer, and .* found none/,
    );
  });

  it('that Java is too old', async () => {
    const path = project.pathWith({ java: `echo 'java version "1.8.0_292"' >&2` });
    expect(await refusal([], { PATH: path })).toMatch(/^Neo4j needs Java 17 or newer, and .* found 8:/);
  });

  it('that Maven is missing when there is something to fetch', async () => {
    expect(await refusal([], { PATH: project.pathWith({ java: JAVA_17 }) })).toMatch(
      /mvn was not found: install Apache Maven/,
    );
  });

  it.each(['PORT', 'REVGRAPH_NEO4J_PORT', 'REVGRAPH_REDIS_PORT'])(
    'that the port of %s is in use, and that this variable chooses another',
    async (variable) => {
      const { port, server } = await holdPort();
      const sentence = await refusal([], { [variable]: String(port) });
      server.close();
      expect(sentence).toMatch(new RegExp(`^Port ${port} .* is in use .* with ${variable}\\.$`));
    },
  );

  it('that a port is none', async () => {
    expect(await refusal([], { PORT: '70000' })).toBe('PORT should be a port between 1 and 65535, and is "70000".');
  });

  it('that a password belongs to NEO4J_URI', async () => {
    expect(await refusal([], { NEO4J_URI: 'bolt://127.0.0.1:1' })).toMatch(
      /^NEO4J_URI is set and NEO4J_PASSWORD is not/,
    );
  });

  it('that its folder cannot be made', async () => {
    project.write('.local/run', 'a file in the way');
    expect(await refusal([])).toMatch(/\.local\/run should be a folder, and is a file: /);
  });

  it('that --reset needs somebody to ask, and deletes nothing', async () => {
    const file = project.write('.local/neo4j/home/data/databases/kept', '');
    expect(await refusal(['--reset'])).toMatch(/add --yes to mean it/);
    expect(existsSync(file)).toBe(true);
  });

  it('that an argument is unknown', async () => {
    expect(await refusal(['--onse'])).toMatch(/^npm start does not know --onse/);
  });

  it('that the passwords of existing data are gone', async () => {
    project.write('.local/neo4j/home/data/databases/kept', '');
    expect(await refusal([])).toMatch(/secrets\.env is gone: put the file back, or begin again/);
  });

  it('that a command needs what npm start starts', async () => {
    expect(await refusal(['revgraph', 'receipts', 'export'])).toBe(
      'The local Neo4j and Redis are not running: npm start starts what this command needs.',
    );
  });
});
