import { randomBytes } from 'node:crypto';
import { sm3 as peerSm3, sm2, sm4 } from 'sm-crypto-v2';
import { describe, expect, it } from 'vitest';
import { decryptSm2 } from '../../../sandbox/ciphers/decryptSm2.ts';
import { decryptSm4 } from '../../../sandbox/ciphers/decryptSm4.ts';
import { encryptSm2 } from '../../../sandbox/ciphers/encryptSm2.ts';
import { encryptSm4 } from '../../../sandbox/ciphers/encryptSm4.ts';
import { signSm2 } from '../../../sandbox/ciphers/signSm2.ts';
import { sm2Identity } from '../../../sandbox/ciphers/sm2Identity.ts';
import { sm2PublicKey } from '../../../sandbox/ciphers/sm2PublicKey.ts';
import { sm2Scalar } from '../../../sandbox/ciphers/sm2Scalar.ts';
import { sm2SignatureFromDer } from '../../../sandbox/ciphers/sm2SignatureFromDer.ts';
import { sm2SignatureToDer } from '../../../sandbox/ciphers/sm2SignatureToDer.ts';
import { sm2VerificationKey } from '../../../sandbox/ciphers/sm2VerificationKey.ts';
import { sm3 } from '../../../sandbox/ciphers/sm3.ts';
import { verifySm2 } from '../../../sandbox/ciphers/verifySm2.ts';

const USER = '1234567812345678';
const privateKey = sm2Scalar(Buffer.alloc(40, 0x5c));
const privateHex = privateKey.toString(16).padStart(64, '0');
const publicKey = sm2PublicKey(privateKey);
const key = sm2VerificationKey(publicKey);
const identity = sm2Identity(publicKey, USER);
const text = Buffer.from('姓名=林𬭩', 'utf8');

describe('the sandbox ciphers agree with a second implementation', () => {
  it('SM3', () => {
    expect(sm3(Buffer.from('abc')).toString('hex')).toBe(
      '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    );
    expect(sm3(text).toString('hex')).toBe(peerSm3(Uint8Array.from(text)));
  });

  it('SM2 signatures, in both directions', () => {
    const signature = signSm2(text, { privateKey, identity, randomBytes });
    const peer = Buffer.from(sm2.doSignature(text, privateHex, { hash: true, userId: USER }), 'hex');

    expect(
      sm2.doVerifySignature(text, signature.toString('hex'), publicKey.toString('hex'), {
        hash: true,
        userId: USER,
      }),
    ).toBe(true);
    expect(verifySm2(text, signature, { key, identity })).toBe(true);
    expect(verifySm2(text, peer, { key, identity })).toBe(true);
  });

  it.each(['C1C3C2', 'C1C2C3'] as const)('SM2 encryption in the layout %s, in both directions', (layout) => {
    const mode = layout === 'C1C3C2' ? 1 : 0;
    // Odd and even y₂ both occur within a few tries.
    for (let round = 0; round < 6; round += 1) {
      const ours = encryptSm2(text, publicKey, layout, randomBytes).toString('hex');
      const theirs = Buffer.from(`04${sm2.doEncrypt(text, publicKey.toString('hex'), mode)}`, 'hex');

      expect(sm2.doDecrypt(ours.slice(2), privateHex, mode)).toBe('姓名=林𬭩');
      expect(decryptSm2(theirs, privateKey, layout)).toEqual(text);
    }
  });

  it('SM4 in ECB and CBC', () => {
    const key = sm3(Buffer.from('key')).subarray(0, 16);
    const vector = Buffer.alloc(16, 7);
    const ecb = Buffer.from(sm4.encrypt(text, key, { output: 'array' }));
    const cbc = Buffer.from(
      sm4.encrypt(text, key, { mode: 'cbc', iv: Uint8Array.from(vector), output: 'array' }),
    );

    expect(encryptSm4(text, key, 'ECB', randomBytes)).toEqual(ecb);
    expect(encryptSm4(text, key, 'CBC', () => vector)).toEqual(Buffer.concat([vector, cbc]));
    expect(decryptSm4(ecb, key, 'ECB')).toEqual(text);
    expect(decryptSm4(Buffer.concat([vector, cbc]), key, 'CBC')).toEqual(text);
  });
});

describe('what was tampered with is refused', () => {
  it('a changed message, a changed signature and another user id', () => {
    const signature = signSm2(text, { privateKey, identity, randomBytes });
    const changed = Buffer.from(signature);
    changed[40] = (changed[40] ?? 0) ^ 1;
    const stranger = sm2Identity(publicKey, 'somebody');

    expect(verifySm2(Buffer.from('other'), signature, { key, identity })).toBe(false);
    expect(verifySm2(text, changed, { key, identity })).toBe(false);
    expect(verifySm2(text, signature, { key, identity: stranger })).toBe(false);
    expect(verifySm2(text, signature.subarray(1), { key, identity })).toBe(false);
  });

  it('an SM2 cipher text with a changed byte, in the wrong layout, off the curve, or cut', () => {
    const cipherText = encryptSm2(text, publicKey, 'C1C3C2', randomBytes);
    const changed = Buffer.from(cipherText);
    changed[110] = (changed[110] ?? 0) ^ 1;
    const offCurve = Buffer.from(cipherText);
    offCurve[64] = (offCurve[64] ?? 0) ^ 1;

    expect(decryptSm2(cipherText, privateKey, 'C1C3C2')).toEqual(text);
    expect(decryptSm2(changed, privateKey, 'C1C3C2')).toBeNull();
    expect(decryptSm2(cipherText, privateKey, 'C1C2C3')).toBeNull();
    expect(decryptSm2(offCurve, privateKey, 'C1C3C2')).toBeNull();
    expect(decryptSm2(cipherText.subarray(0, 90), privateKey, 'C1C3C2')).toBeNull();
  });

  it('SM4 blocks that are incomplete or padded wrongly', () => {
    const key = Buffer.alloc(16, 1);

    expect(decryptSm4(Buffer.alloc(15), key, 'ECB')).toBeNull();
    expect(decryptSm4(Buffer.alloc(16), key, 'CBC')).toBeNull();
    expect(decryptSm4(Buffer.alloc(32), key, 'ECB')).toBeNull();
  });
});

describe('DER signatures', () => {
  it.each([
    ['high bits set', 'ff'.repeat(64)],
    ['leading zeros', `${'00'.repeat(3)}${'7f'.repeat(29)}${'00'.repeat(31)}01`],
  ])('come back as they went: %s', (_name, hex) => {
    const signature = Buffer.from(hex, 'hex');

    expect(sm2SignatureFromDer(sm2SignatureToDer(signature))).toEqual(signature);
  });

  it('are refused with a byte behind, another tag, or nothing in them', () => {
    const der = sm2SignatureToDer(Buffer.alloc(64, 9));
    const retagged = Buffer.from(der);
    retagged[2] = 3;

    expect(sm2SignatureFromDer(Buffer.concat([der, Buffer.of(0)]))).toBeNull();
    expect(sm2SignatureFromDer(retagged)).toBeNull();
    expect(sm2SignatureFromDer(Buffer.alloc(0))).toBeNull();
  });
});
