import { createPrivateKey, sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { checkpointText, openCheckpoint, parseCheckpointText, signCheckpoint } from './checkpoint.js';
import { deriveLogKey, logOrigin } from './keys.js';
import { EMPTY_ROOT } from './merkle.js';
import { keyIdOf, openNote, parseVerifierKey, signNote, verifierKeyText } from './signed-note.js';

const MASTER = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const TENANT = '01936d2e-7c1a-7000-8000-000000000001';

describe('signed notes, against the example of golang.org/x/mod/sumdb/note', () => {
  // note.go and example_test.go of golang.org/x/mod v0.42.0: key pair, text and signed message.
  const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const verifierKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
  const signerSeed = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1);
  const signed = `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;
  const trusted = [parseVerifierKey(verifierKey)];

  it('opens the note', () => {
    expect(openNote(signed, trusted)).toBe(text);
  });

  it('signs the same note with the same key, byte for byte', () => {
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), signerSeed]);
    const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    const signer = { name: 'PeterNeumann', keyId: 0xc74f20a3, sign: (bytes: Uint8Array) => sign(null, bytes, key) };
    expect(signNote(text, [signer])).toBe(signed);
  });

  it('has the published key id', () => {
    const publicKey = Buffer.from(verifierKey.split('+').slice(2).join('+'), 'base64').subarray(1);
    expect(keyIdOf('PeterNeumann', publicKey)).toBe(0xc74f20a3);
    expect(verifierKeyText('PeterNeumann', publicKey)).toBe(verifierKey);
  });

  it.each([
    ['a changed text', signed.replace('answer', 'Answer'), 'does not verify'],
    ['a changed signature', signed.replace('ZJkuBS9', 'ZJkuBS8'), 'does not verify'],
    ['another name', signed.replace('— PeterNeumann', '— PeterNeuman'), 'no trusted key'],
    ['another key id', signed.replace('x08go/', 'y08go/'), 'no trusted key'],
    ['no signature block', text, 'no signature block'],
    ['no last newline', signed.slice(0, -1), 'no signature block'],
    ['a line that is no signature', `${signed}hello\n`, 'malformed'],
    ['loose base64', signed.replace('nAM=', 'nAN='), 'malformed'],
    ['a control character', signed.replace('you', 'y\tou'), 'control characters'],
    ['too many signatures', signed + signed.slice(text.length + 1).repeat(100), 'too many signatures'],
    ['too many bytes', `${'x'.repeat(1_000_000)}\n${signed}`, 'too large'],
  ])('refuses a note with %s', (_, note, reason) => {
    expect(() => openNote(note, trusted)).toThrow(reason);
  });

  it.each([
    ['no key', 'hello'],
    ['an id that is not its own', verifierKey.replace('c74f20a3', 'c74f20a4')],
    ['another algorithm', verifierKey.replace('+ARpc', '+Ahpc')],
    ['a short key', 'PeterNeumann+c74f20a3+ARpc2Q=='],
  ])('refuses a verifier key with %s', (_, key) => {
    expect(() => parseVerifierKey(key)).toThrow(TypeError);
  });
});

describe('checkpoints (C2SP tlog-checkpoint)', () => {
  const key = deriveLogKey(MASTER, 'revgraph.example', TENANT, 1);
  const checkpoint = { origin: logOrigin('revgraph.example', TENANT), size: 7, root: Buffer.alloc(32, 9) };

  it('reads the three lines of the example in the specification', () => {
    const parsed = parseCheckpointText(
      'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
    );
    expect(parsed).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
    expect(checkpointText(parsed)).toContain('\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n');
  });

  it.each([
    ['a size with a leading zero', 'a\n07\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'],
    ['a size that is no integer', 'a\n1e3\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'],
    ['a size beyond 2^53', 'a\n9007199254740993\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'],
    ['a short root', 'a\n7\nCsUYag==\n'],
    ['no origin', '\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'],
    ['two lines', 'a\n7\n'],
    ['an empty extension line', 'a\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n'],
  ])('refuses %s', (_, text) => {
    expect(() => parseCheckpointText(text)).toThrow();
  });

  it('opens with the pinned key, and says whose log, how large and which root', () => {
    expect(openCheckpoint(signCheckpoint(checkpoint, [key]), [parseVerifierKey(key.verifierKey)])).toEqual(checkpoint);
  });

  it('signs the empty log with the root of nothing', () => {
    const note = signCheckpoint({ ...checkpoint, size: 0, root: EMPTY_ROOT }, [key]);
    expect(note).toContain('\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n');
    expect(openCheckpoint(note, [parseVerifierKey(key.verifierKey)]).size).toBe(0);
  });

  it('opens with either key while the key is being changed, and with the old one no longer afterwards', () => {
    const next = deriveLogKey(MASTER, 'revgraph.example', TENANT, 2);
    const [old, young] = [parseVerifierKey(key.verifierKey), parseVerifierKey(next.verifierKey)];
    const during = signCheckpoint(checkpoint, [key, next]);
    expect(openCheckpoint(during, [old]).size).toBe(7);
    expect(openCheckpoint(during, [young]).size).toBe(7);
    expect(() => openCheckpoint(signCheckpoint(checkpoint, [next]), [old])).toThrow('no trusted key');
  });

  it("does not take one log's checkpoint for another's", () => {
    const note = signCheckpoint({ ...checkpoint, origin: 'revgraph.example/log/another' }, [key]);
    expect(() => openCheckpoint(note, [parseVerifierKey(key.verifierKey)])).toThrow('origin');
  });
});

describe('log keys', () => {
  const keyOf = (master: string, tenant: string, generation: number) =>
    deriveLogKey(master, 'revgraph.example', tenant, generation).verifierKey;

  it('are the same for the same tenant and generation, and different for any other', () => {
    expect(keyOf(MASTER, TENANT, 1)).toBe(keyOf(MASTER, TENANT, 1));
    const publicParts = [
      keyOf(MASTER, TENANT, 1),
      keyOf(MASTER, TENANT, 2),
      keyOf(MASTER, `${TENANT}2`, 1),
      keyOf(MASTER.replace('1f', '2f'), TENANT, 1),
    ];
    expect(new Set(publicParts.map((key) => key.split('+').slice(2).join('+'))).size).toBe(4);
  });

  it('do not change from one release to the next: pinned keys must go on verifying', () => {
    expect(keyOf(MASTER, TENANT, 1)).toBe(
      'revgraph.example/log/01936d2e-7c1a-7000-8000-000000000001+b70f875e+AZZgIoh0QGiGSSj3Llfl1R5wYPb0IJjFFVdNiU9+KQic',
    );
  });

  it('are refused for a master secret, tenant or generation that cannot be one', () => {
    expect(() => keyOf('secret', TENANT, 1)).toThrow('64 hex digits');
    expect(() => keyOf(MASTER, 'a tenant', 1)).toThrow('key name');
    expect(() => keyOf(MASTER, 'a+b', 1)).toThrow('key name');
    expect(() => keyOf(MASTER, TENANT, 0)).toThrow('generation');
  });
});
