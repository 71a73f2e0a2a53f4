import { describe, expect, it } from '@jest/globals';
import { newId } from '../../kernel/values/ids.js';
import { BODY_MAX_BYTES, receiptBodySchema } from './body.js';
import { canonicalText, sha256Hex } from './canonical.js';
import { chainReceipt, emptyHead, linkFailure, type ReceiptDraft } from './chain.js';
import { STEP_FORM, WORKFLOW_STEPS } from './workflow-steps.js';

const draft = (over: Partial<ReceiptDraft> = {}): ReceiptDraft => ({
  id: newId(),
  tenant_id: '01936d2e-7c1a-7000-8000-000000000001',
  workflow_step: 'EVALUATE_QUOTE',
  outcome: 'ALLOWED',
  subject: { type: 'user', id: '01936d2e-7c1a-7000-8000-00000000000a' },
  on_behalf_of: null,
  resource_ref: { type: 'Quote', id: '01936d2e-7c1a-7000-8000-00000000000b', version: 3 },
  policy: null,
  business_commitment: 'a'.repeat(64),
  personal_commitment: null,
  timestamp: '2026-11-20T10:15:30.123Z',
  ...over,
});
const head = emptyHead('01936d2e-7c1a-7000-8000-0000000000ff', 'deal');

describe('a chain of receipts', () => {
  it('begins at 1 without a predecessor, and each next one names the last', () => {
    const first = chainReceipt(head, draft());
    const second = chainReceipt(first.head, draft());
    expect(first.body).toMatchObject({
      v: 1,
      workflow_seq: 1,
      parent: null,
      previous_receipt_id: null,
      previous_sha256: null,
    });
    expect(second.body).toMatchObject({
      workflow_seq: 2,
      previous_receipt_id: first.body.id,
      previous_sha256: sha256Hex(first.canonical),
    });
    expect(second.head).toEqual({
      workflowId: head.workflowId,
      kind: 'deal',
      seq: 2,
      sha256: second.sha256,
      lastReceiptId: second.body.id,
      lastTimestamp: second.body.timestamp,
    });
  });

  it('has every key of the format, and hashes the canonical text', () => {
    const { body, canonical, sha256 } = chainReceipt(head, draft());
    expect(Object.keys(JSON.parse(canonical))).toEqual(Object.keys(receiptBodySchema.shape).sort());
    expect(canonical).toBe(canonicalText(body));
    expect(sha256).toBe(sha256Hex(canonical));
  });

  it('never lets time run back: a receipt drawn earlier takes the time of the last', () => {
    const first = chainReceipt(head, draft({ timestamp: '2026-11-20T10:15:30.500Z' }));
    const second = chainReceipt(first.head, draft({ timestamp: '2026-11-20T10:15:30.123Z' }));
    expect(second.body.timestamp).toBe('2026-11-20T10:15:30.500Z');
  });

  it('names its parent in its first receipt only', () => {
    const parent = { workflow_id: '01936d2e-7c1a-7000-8000-0000000000ee', seq: 4, sha256: 'b'.repeat(64) };
    const first = chainReceipt(head, draft({ parent }));
    expect(first.body.parent).toEqual(parent);
    expect(() => chainReceipt(first.head, draft({ parent }))).toThrow('parent');
    expect(() => chainReceipt(head, draft({ parent: { ...parent, workflow_id: head.workflowId } }))).toThrow(
      'own workflow',
    );
  });

  it('stays below the size of a log entry even when every reference is as long as allowed', () => {
    const long = '\\'.repeat(200);
    const parent = { workflow_id: long, seq: 2 ** 53 - 1, sha256: 'b'.repeat(64) };
    const { canonical } = chainReceipt(
      emptyHead(`${long.slice(1)}x`, 'deal'),
      draft({
        parent,
        tenant_id: long,
        subject: { type: 'visitor', id: long },
        on_behalf_of: { type: 'visitor', id: long },
        resource_ref: { type: long, id: long, version: 2 ** 53 - 1 },
        policy: { package: long, version: long, config_version: 2 ** 53 - 1, config_sha256: 'c'.repeat(64) },
        personal_commitment: 'd'.repeat(64),
      }),
    );
    expect(Buffer.byteLength(canonical)).toBeLessThan(BODY_MAX_BYTES);
  });

  it.each([
    ['an instant without milliseconds', { timestamp: '2026-11-20T10:15:30Z' }],
    ['a day that does not exist', { timestamp: '2026-02-30T10:15:30.000Z' }],
    ['a sentence as an id', { subject: { type: 'user' as const, id: 'Ann from sales' } }],
    ['a name with letters beyond ASCII', { tenant_id: 'münchen' }],
    ['a commitment that is no hash', { business_commitment: 'abc' }],
    ['an unknown key', { note: 'hello' } as Partial<ReceiptDraft>],
    ['a version that is no integer', { resource_ref: { type: 'Quote', id: 'q', version: 1.5 } }],
  ])('refuses %s', (_, over) => {
    expect(() => chainReceipt(head, draft(over))).toThrow();
  });

  it.each([
    ['another kind', { workflow_kind: 'lead' as const }, 'workflow_kind'],
    ['a gap', { workflow_seq: 3 }, 'workflow_seq'],
    ['a repetition', { workflow_seq: 1 }, 'workflow_seq'],
    ['another predecessor', { previous_receipt_id: newId() }, 'previous_receipt_id'],
    ['another hash', { previous_sha256: 'c'.repeat(64) }, 'previous_sha256'],
    ['an earlier time', { timestamp: '2026-11-20T10:15:30.122Z' }, 'timestamp'],
  ])('says that a receipt with %s does not follow', (_, over, reason) => {
    const first = chainReceipt(head, draft());
    const second = chainReceipt(first.head, draft());
    expect(linkFailure(first.head, second.body)).toBeNull();
    expect(linkFailure(first.head, { ...second.body, ...over })).toContain(reason);
  });
});

describe('the steps', () => {
  it('have the form VERB_NOUN, and a verifier accepts steps that it does not know yet', () => {
    for (const step of Object.keys(WORKFLOW_STEPS)) expect(step).toMatch(STEP_FORM);
    const { body } = chainReceipt(head, draft());
    expect(receiptBodySchema.safeParse({ ...body, workflow_step: 'REFUND_INVOICE' }).success).toBe(true);
    expect(receiptBodySchema.safeParse({ ...body, workflow_step: 'free text' }).success).toBe(false);
  });
});
