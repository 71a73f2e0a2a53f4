import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { receiptBodySchema } from '../../src/evidence/receipt/body.js';
import { canonicalText } from '../../src/evidence/receipt/canonical.js';
import { verifyExport } from '../../src/evidence/verify/verify-export.js';

const page = readFileSync(new URL('../../docs/receipt-format.md', import.meta.url), 'utf8');

/** The fenced block with this info string. */
function block(info: string): string {
  const text = page.split(`\`\`\`${info}\n`)[1]?.split('\n```')[0];
  if (text === undefined) throw new Error(`the page has no block "${info}"`);
  return text;
}

/** The value in the row of the worked example's table that begins so. */
function figure(step: string): string {
  const row = page.split('\n').find((line) => line.startsWith(`| ${step}`));
  return /`([0-9a-f]{64})` \|$/.exec(row ?? '')?.[1] ?? `no row "${step}"`;
}

// Plain hashing here, none of the code under test: the page must hold for whoever follows it with tools of their own.
const sha256 = (...parts: (Buffer | string)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const lines = block('jsonl export').split('\n');
const checkpoint = `${block('text checkpoint')}\n`;

describe('the page on the receipt format', () => {
  it('shows an export that verifies against the checkpoint and key that it shows', async () => {
    const report = await verifyExport(lines, { checkpoint, verifierKeys: [block('text verifier-key')] });
    expect(report).toMatchObject({
      ok: true,
      size: 3,
      workflows: 2,
      receipts: 3,
      payloads: { verified: 4, withheld: 1 },
      parents: { verified: 1, outside: 0 },
    });
  });

  it('names every key of the body', () => {
    for (const key of Object.keys(receiptBodySchema.shape)) expect(page).toContain(`\`${key}\``);
  });

  it('computes the figures that it shows', () => {
    const [first, second, third] = lines.map((line) => JSON.parse(line));
    const canonical = block('json canonical');
    expect(canonicalText(second.body)).toBe(canonical);
    expect(page).toContain(`(one line, ${Buffer.byteLength(canonical)} bytes)`);
    expect(figure('its `sha256`')).toBe(sha256(canonical).toString('hex'));
    expect(figure('which the third line names')).toBe(third.body.parent.sha256);
    expect(third.body.parent.sha256).toBe(second.sha256);
    const payload = '{"opportunity_id":"01936d2e-7c1a-7000-8000-000000000032"}';
    expect(figure('its business commitment')).toBe(sha256(Buffer.alloc(16, 0x2a), payload).toString('hex'));
    expect(figure('its business commitment')).toBe(second.body.business_commitment);

    const leaves = [first, second, third].map(({ body }) => sha256('\0', canonicalText(body)));
    leaves.forEach((leaf, i) => {
      expect(figure(`leaf hash ${i}`)).toBe(leaf.toString('hex'));
    });
    const node = sha256('\x01', leaves[0] as Buffer, leaves[1] as Buffer);
    const root = sha256('\x01', node, leaves[2] as Buffer);
    expect(figure('node over leaves 0 and 1')).toBe(node.toString('hex'));
    expect(figure('root')).toBe(root.toString('hex'));
    expect(checkpoint.split('\n')[2]).toBe(root.toString('base64'));
  });
});
