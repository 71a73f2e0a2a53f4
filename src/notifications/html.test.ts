import { describe, expect, it } from '@jest/globals';
import { escapeHtml, oneLine } from './html.js';

describe('text of strangers', () => {
  it('is shown in HTML and does nothing', () => {
    expect(escapeHtml(`<img src=x onerror="a('&')">`)).toBe('&lt;img src=x onerror=&quot;a(&#39;&amp;&#39;)&quot;&gt;');
  });

  it('stays on one line of a mail', () => {
    expect(oneLine('Acme\r\nBcc: all@example.com\u2028x\u202Egnp\u0000')).toBe('Acme Bcc: all@example.com x gnp');
    expect(oneLine('x'.repeat(500))).toHaveLength(120);
    expect(oneLine('😀'.repeat(200), 10)).toBe(`${'😀'.repeat(9)}…`);
  });
});
