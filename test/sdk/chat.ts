import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll } from '@jest/globals';

/** A model behind OpenAI's protocol: says what it is told to, and what that used. */
export interface TestModel {
  url: string;
  /** What the next answers use; null: it fails. */
  uses: { input: number; output: number } | null;
  close(): Promise<void>;
}

export async function startModel(): Promise<TestModel> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { messages } = JSON.parse(Buffer.concat(parts).toString());
    if (!model.uses) return response.writeHead(500).end('{}');
    const { input, output } = model.uses;
    const choices = [{ message: { role: 'assistant', content: `You said: ${messages[0].content}` } }];
    const usage = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
    return response.setHeader('content-type', 'application/json').end(JSON.stringify({ choices, usage }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const model: TestModel = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    uses: { input: 40, output: 77 },
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return model;
}

/** The example as its README starts it: a process of its own. */
export interface RunningChat {
  ask(body: object): Promise<{ status: number; headers: Headers; body: any }>;
  /** Tells it to end, and waits until it has. Gives its exit code. */
  end(): Promise<number | null>;
}

const running = new Set<ChildProcess>();
// A test that fails leaves no process behind.
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

export async function startChat(settings: {
  url: string;
  tenantId: string;
  key: string;
  modelUrl: string;
}): Promise<RunningChat> {
  const child = spawn(process.execPath, ['dist/examples/chat/main.js'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      REVGRAPH_URL: settings.url,
      REVGRAPH_TENANT: settings.tenantId,
      REVGRAPH_KEY: settings.key,
      CHAT_WIDGET: 'w1',
      MODEL_URL: settings.modelUrl,
      MODEL_KEY: 'model-key',
      MODEL_NAME: 'a-model',
      PORT: '0',
    },
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const address = await addressOf(child);
  return {
    async ask(body) {
      const response = await fetch(address, { method: 'POST', body: JSON.stringify(body) });
      return { status: response.status, headers: response.headers, body: await response.json() };
    },
    async end() {
      child.kill('SIGTERM');
      const [code] = await once(child, 'exit');
      return code;
    },
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The chat has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /listens on (\S+)/.exec(line)?.[1];
    if (address) return address;
  }
  throw new Error('The chat ended before it listened');
}
