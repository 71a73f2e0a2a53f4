import { describe, expect, it } from '@jest/globals';
import { startEdge } from './edge.js';

describe('GraphiQL is served by us', () => {
  it('page, scripts and workers from our own address, under a policy that allows no other', async () => {
    const edge = await startEdge({ production: false });
    const response = await edge.request('/');
    const page = await response.text();
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(page).not.toMatch(/https?:\/\//);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(nonce?.length).toBeGreaterThan(16);
    const scripts = page.match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    expect((await (await edge.request('/')).text()).includes(`${nonce}`)).toBe(false);

    const files = [...page.matchAll(/\/graphiql\/static\/[\w.]+/g)].map(([path]) => path);
    expect(files.length).toBeGreaterThan(1);
    for (const path of [...files, '/graphiql/static/graphqlWorker.js']) {
      const file = await edge.request(path);
      expect(file.status).toBe(200);
      expect(file.headers.get('content-type')).toMatch(/javascript|css/);
      expect((await file.text()).length).toBeGreaterThan(100);
    }
    expect((await edge.request('/graphiql/static/nothing.js')).status).toBe(404);
    expect((await edge.ask('{ __schema { queryType { name } } }')).data).toEqual({
      __schema: { queryType: { name: 'Query' } },
    });
    await edge.close();
  });

  it('but not in production', async () => {
    const edge = await startEdge({ production: true });
    expect((await edge.request('/')).status).toBe(404);
    expect((await edge.request('/graphiql/static/ruru.js')).status).toBe(404);
    await edge.close();
  });
});
