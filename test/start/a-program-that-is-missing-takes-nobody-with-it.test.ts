import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const local = (file: string) => JSON.stringify(join(process.cwd(), 'bin', 'local', file));

/** Ends while a program is being looked for. Until Node has noticed that it is not there, a signal to it goes to an id that nobody set. */
const SCRIPT = `
  import { ChildProcess } from 'node:child_process';
  const { run } = await import(${local('processes.mjs')});
  const { end } = await import(${local('ending.mjs')});
  ChildProcess.prototype.kill = (signal) => console.log('somebody was sent', signal);
  const looked = run('no-such-program', []).catch(({ message }) => message);
  await end();
  console.log(await looked);`;

describe('an end while a program turns out to be missing', () => {
  it('sends no signal to anybody', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    await new Promise((done) => child.on('close', done));
    expect(output).toBe('no-such-program was not found on the PATH.\n');
  });
});
