/** Serves the chat endpoint at `POST /chat`; its README says how to start it. */
import { createServer } from 'node:http';
import { configure } from '../../sdk/index.js';
import { chatEndpoint } from './chat-endpoint.js';
import { completionsOf } from './model.js';

const MOST_BYTES = 64 * 1024;

/** A setting of the environment. Throws, in one sentence, when it is missing. */
function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`Set ${name}: the README of this example says what it is.`);
  return value;
}

const tenantId = setting('REVGRAPH_TENANT');
const widgetId = setting('CHAT_WIDGET');
const revgraph = configure({
  url: setting('REVGRAPH_URL'),
  keys: { [tenantId]: setting('REVGRAPH_KEY') },
  source: 'chat',
  onProblem: ({ kind, message }) => console.warn(`revgraph, ${kind}: ${message}`),
});
const chat = chatEndpoint({
  tenantOf: (asked) => (asked === widgetId ? tenantId : null),
  model: completionsOf({ url: setting('MODEL_URL'), key: setting('MODEL_KEY'), name: setting('MODEL_NAME') }),
});

const server = createServer(async (incoming, outgoing) => {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of incoming) {
    bytes += (part as Buffer).length;
    if (bytes > MOST_BYTES) return outgoing.writeHead(413).end();
    parts.push(part as Buffer);
  }
  if (incoming.method !== 'POST' || incoming.url !== '/chat') return outgoing.writeHead(404).end();
  const body = Buffer.concat(parts).toString();
  const response = await chat(new Request('http://chat/chat', { method: 'POST', body }));
  return outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
});
server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
  const address = server.address();
  console.log(`The chat listens on http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/chat`);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    server.close();
    const left = await revgraph.close();
    if (left > 0) console.warn(`${left} events could not be sent.`);
    process.exit(0);
  });
}
