import { describe, expect, it } from '@jest/globals';
import { ChatAudit, ConfigAudit, configure, ErrorAudit, KBAudit, KBaudit, TrialAudit } from './index.js';
import type { AuditContext } from './payloads.js';
import { reaching } from './reached.fixture.js';

const host = reaching();
configure(host.client.options);

const failure = { result: 'failure' };
const visitor = { actor_type: 'visitor' };
const admin = { actor_type: 'admin' };

/** Every builder that R4 names, by its name: how it is called, and what it tells. */
const BUILDERS: [string, (context?: AuditContext) => Promise<void>, object][] = [
  [
    'TrialAudit.created',
    (c) => TrialAudit.created('t1', { plan: 'trial' }, c),
    { event_type: 'trial_created', entity_type: 'trial', entity_id: 't1', new_values: { plan: 'trial' } },
  ],
  [
    'TrialAudit.upgraded',
    (c) => TrialAudit.upgraded('t1', 'trial', 'pro', c),
    {
      event_type: 'trial_upgraded',
      old_values: { plan: 'trial' },
      new_values: { plan: 'pro' },
      changes_summary: 'plan: trial → pro',
    },
  ],
  [
    'TrialAudit.extended',
    (c) => TrialAudit.extended('t1', 7, new Date(0), c),
    { event_type: 'trial_extended', new_values: { days: 7, expires_at: '1970-01-01T00:00:00.000Z' } },
  ],
  ['TrialAudit.expired', (c) => TrialAudit.expired('t1', c), { event_type: 'trial_expired', action: 'expire' }],
  [
    'TrialAudit.cancelled',
    (c) => TrialAudit.cancelled('t1', 'too dear', c),
    { event_type: 'trial_cancelled', new_values: { reason: 'too dear' } },
  ],
  [
    'KBAudit.uploaded',
    (c) => KBAudit.uploaded('t1', 'k1', 'a.pdf', 12, c),
    { event_type: 'kb_uploaded', entity_type: 'kb', entity_id: 'k1', new_values: { filename: 'a.pdf', size: 12 } },
  ],
  [
    'KBAudit.uploadFailed',
    (c) => KBAudit.uploadFailed('t1', 'a.pdf', new Error('full'), c),
    { event_type: 'kb_upload_failed', entity_id: null, error_message: 'full', ...failure },
  ],
  [
    'KBAudit.crawled',
    (c) => KBAudit.crawled('t1', 'j1', 'https://a.test', 9, c),
    { event_type: 'kb_crawled', entity_id: 'j1', new_values: { start_url: 'https://a.test', pages_count: 9 } },
  ],
  [
    'KBAudit.manualAdded',
    (c) => KBAudit.manualAdded('t1', 'k1', ['a', 'b'], c),
    { event_type: 'kb_manual_added', new_values: { sections: ['a', 'b'] } },
  ],
  ['KBAudit.deleted', (c) => KBAudit.deleted('t1', 'k1', c), { event_type: 'kb_deleted', action: 'delete' }],
  [
    'ChatAudit.sessionCreated',
    (c) => ChatAudit.sessionCreated('t1', 's1', 'v1', c),
    { event_type: 'chat_session_created', entity_type: 'session', entity_id: 's1', ...visitor, actor_id: 'v1' },
  ],
  [
    'ChatAudit.messageReceived',
    (c) => ChatAudit.messageReceived('t1', 's1', 42, c),
    { event_type: 'chat_message_received', ...visitor, new_values: { message_length: 42 } },
  ],
  [
    'ChatAudit.responseSent',
    (c) => ChatAudit.responseSent('t1', 's1', 150, c),
    { event_type: 'chat_response_sent', new_values: { tokens: 150 } },
  ],
  [
    'ChatAudit.sessionEnded',
    (c) => ChatAudit.sessionEnded('t1', 's1', 60, c),
    { event_type: 'chat_session_ended', new_values: { duration: 60 } },
  ],
  [
    'ConfigAudit.brandingUpdated',
    (c) => ConfigAudit.brandingUpdated('t1', 'c1', { color: 'red' }, c),
    { event_type: 'branding_updated', entity_type: 'widget', entity_id: 'c1', ...admin, new_values: { color: 'red' } },
  ],
  [
    'ConfigAudit.toolsAssigned',
    (c) => ConfigAudit.toolsAssigned('t1', 'c1', ['search'], c),
    { event_type: 'tools_assigned', new_values: { tools: ['search'] } },
  ],
  [
    'ConfigAudit.widgetGenerated',
    (c) => ConfigAudit.widgetGenerated('t1', 'c1', 'x'.repeat(5_000), c),
    { event_type: 'widget_generated', new_values: { widget_code: 'x'.repeat(4_000), widget_code_length: 5_000 } },
  ],
  [
    'ErrorAudit.apiError',
    (c) => ErrorAudit.apiError('t1', '/chat', 502, new Error('away'), c),
    {
      event_type: 'api_error',
      entity_type: 'api_endpoint',
      entity_id: '/chat',
      new_values: { status_code: 502 },
      error_message: 'away',
      ...failure,
    },
  ],
  [
    'ErrorAudit.quotaExceeded',
    (c) => ErrorAudit.quotaExceeded('t1', 'tokens', 10, 11, c),
    { event_type: 'quota_exceeded', entity_id: 'tokens', new_values: { limit: 10, used: 11 }, ...failure },
  ],
  [
    'ErrorAudit.securityViolation',
    (c) => ErrorAudit.securityViolation('t1', 'xss', { field: 'name' }, c),
    { event_type: 'security_violation', new_values: { violation: 'xss', field: 'name' }, ...failure },
  ],
];

describe('audit builders (R4)', () => {
  it.each(BUILDERS)('%s tells it under an id of its own, with who acted from where', async (_name, tell, expected) => {
    const shared = reaching();
    const client = configure({ ...shared.client.options, source: 'widget' });
    const context = {
      actor_type: 'admin',
      actor_id: 'u1',
      ip_address: '203.0.113.7',
      user_agent: 'x',
      request_id: 'r',
    } as const;
    await tell();
    await tell(context);
    await client.flush();
    expect(shared.sent('/v1/audit')).toEqual([
      expect.objectContaining({
        ...expected,
        source: 'widget',
        external_id: expect.any(String),
        occurred_at: expect.any(String),
      }),
      expect.objectContaining({ ...expected, ...context }),
    ]);
  });

  it('come under both of the names that R4 writes', () => expect(KBaudit).toBe(KBAudit));

  it('throw nothing into their host', async () => {
    const wrong = reaching();
    configure(wrong.client.options);
    await TrialAudit.extended('t1', 1, new Date(Number.NaN));
    await ErrorAudit.apiError('t1', undefined as never, 500, null);
    await TrialAudit.created('t1', { big: 1n });
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    await ConfigAudit.brandingUpdated('t1', 'c1', circle);
    expect(wrong.problems.map(({ kind }) => kind)).toEqual(['misuse', 'misuse', 'misuse', 'misuse']);
    const failing = configure({
      ...wrong.client.options,
      onProblem: () => {
        throw new Error('host');
      },
    });
    await TrialAudit.created('t1', { big: 1n });
    failing.logEvent('t1', null as never);
    failing.logAudit('t1', undefined as never);
    expect(failing.figures.queued).toBe(0);
  });
});
