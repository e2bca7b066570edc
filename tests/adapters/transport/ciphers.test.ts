import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { sm3 as otherSm3, sm4 as otherSm4, sm2 } from 'sm-crypto-v2';
import { describe, expect, it } from 'vitest';
import { Sm2Decryptor } from '../../../adapters/transport/Sm2Decryptor.ts';
import { Sm2Encryptor } from '../../../adapters/transport/Sm2Encryptor.ts';
import { Sm2Signer } from '../../../adapters/transport/Sm2Signer.ts';
import { Sm2Verifier } from '../../../adapters/transport/Sm2Verifier.ts';
import { Sm4Cipher, type Sm4Mode } from '../../../adapters/transport/Sm4Cipher.ts';
import { sm2Identity } from '../../../adapters/transport/sm2Identity.ts';
import { sm2Key } from '../../../adapters/transport/sm2Key.ts';
import { sm3 } from '../../../adapters/transport/sm3.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';

const jurisdiction = parseDivisionCode('43');
/** Lengths around the blocks of digest and cipher. */
const MESSAGES = [0, 1, 15, 16, 17, 55, 56, 64, 1_000].map((length) => Buffer.alloc(length, '通办'));

describe('SM3', () => {
  it('gives the digest of the standard', () => {
    expect(sm3('abc').toString('hex')).toBe(
      '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    );
  });

  it.each(MESSAGES)('agrees with a second implementation about %#', (message) => {
    expect(sm3(message).toString('hex')).toBe(otherSm3(message));
  });
});

describe('SM4', () => {
  const key = Buffer.from('0123456789abcdeffedcba9876543210', 'hex');
  const iv = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
  const cbc: Sm4Mode = { mode: 'cbc', iv };
  const ecb: Sm4Mode = { mode: 'ecb' };

  it('gives the block of the standard', () => {
    const cipher = new Sm4Cipher({ ...ecb, key, jurisdiction });

    expect(cipher.encrypt(key).toString('hex').slice(0, 32)).toBe('681edf34d206965e86b3e94f536e4246');
  });

  it.each([ecb, cbc])('agrees with a second implementation in both directions: %o', (mode) => {
    const cipher = new Sm4Cipher({ ...mode, key, jurisdiction });
    const options = mode.mode === 'cbc' ? ({ mode: 'cbc', iv } as const) : ({ mode: 'ecb' } as const);

    for (const message of MESSAGES.filter(({ length }) => length > 0)) {
      const theirs = otherSm4.encrypt(message, key, { ...options, output: 'array' });
      expect(cipher.encrypt(message).equals(theirs)).toBe(true);
      expect(cipher.decrypt(theirs).equals(message)).toBe(true);
      const back = otherSm4.decrypt(cipher.encrypt(message), key, { ...options, output: 'array' });
      expect(message.equals(back)).toBe(true);
    }
  });

  it.each([Buffer.alloc(16), Buffer.alloc(5), Buffer.alloc(0)])(
    'refuses what its key does not open: %#',
    (bytes) => {
      const cipher = new Sm4Cipher({ ...cbc, key, jurisdiction });

      expect(() => cipher.decrypt(bytes)).toThrow(
        expect.objectContaining({ code: 'JURISDICTION_BAD_RESPONSE', jurisdiction }),
      );
    },
  );

  it('refuses keys and vectors of another length', () => {
    expect(() => new Sm4Cipher({ ...ecb, key: Buffer.alloc(32), jurisdiction })).toThrow(RangeError);
    expect(() => new Sm4Cipher({ mode: 'cbc', iv: Buffer.alloc(12), key, jurisdiction })).toThrow(RangeError);
  });
});

describe('SM2', () => {
  const pair = sm2.generateKeyPairHex();
  const pem = createPrivateKey({
    key: sm2Key(pair.privateKey).key.export({ format: 'der', type: 'pkcs8' }),
    format: 'der',
    type: 'pkcs8',
  })
    .export({ format: 'pem', type: 'pkcs8' })
    .toString();

  it('computes Z like a second implementation', () => {
    for (const userId of ['1234567812345678', 'tongban@430000', '通办']) {
      const { point } = sm2Key(pair.publicKey);

      expect(sm2Identity(point, userId).equals(sm2.getZ(pair.publicKey, userId))).toBe(true);
    }
  });

  it.each<['der' | 'raw', string, string]>([
    ['der', 'hex', pair.privateKey],
    ['raw', 'hex', pair.privateKey],
    ['der', 'PEM', pem],
    ['raw', 'PEM', pem],
  ])('signs in %s form by a key in %s so that a second implementation verifies', (form, _source, key) => {
    const signer = new Sm2Signer({ key, form });

    for (const message of MESSAGES) {
      const signature = signer.sign(message).toString('hex');
      const options = { hash: true, der: form === 'der', userId: '1234567812345678' };
      expect(sm2.doVerifySignature(message, signature, pair.publicKey, options)).toBe(true);
    }
  });

  it.each(['der', 'raw'] as const)('verifies in %s form what a second implementation signed', (form) => {
    const verifier = new Sm2Verifier({ key: pair.publicKey, form });

    for (const message of MESSAGES) {
      const options = {
        hash: true,
        der: form === 'der',
        publicKey: pair.publicKey,
        userId: '1234567812345678',
      };
      const signature = Buffer.from(sm2.doSignature(message, pair.privateKey, options), 'hex');
      expect(verifier.verify(message, signature)).toBe(true);
      expect(verifier.verify(Buffer.concat([message, Buffer.from('1')]), signature)).toBe(false);
    }
  });

  it('keeps raw signatures at 64 bytes through both conversions, leading zeros included', () => {
    const signer = new Sm2Signer({ key: pair.privateKey, form: 'raw' });
    const verifier = new Sm2Verifier({ key: pair.publicKey, form: 'raw' });
    const halvesWithZero: number[] = [];

    for (let attempt = 0; attempt < 5_000 && halvesWithZero.length < 3; attempt += 1) {
      const signature = signer.sign(Buffer.of(attempt % 256));
      expect(signature.length).toBe(64);
      if (signature[0] !== 0 && signature[32] !== 0) continue;
      halvesWithZero.push(attempt);
      expect(verifier.verify(Buffer.of(attempt % 256), signature)).toBe(true);
    }

    expect(halvesWithZero).toHaveLength(3);
  });

  it('does not verify another user id, another key or another form', () => {
    const message = Buffer.from('m');
    const signature = new Sm2Signer({ key: pair.privateKey, form: 'der' }).sign(message);
    const other = sm2.generateKeyPairHex().publicKey;

    expect(new Sm2Verifier({ key: pair.privateKey, form: 'der' }).verify(message, signature)).toBe(true);
    expect(
      new Sm2Verifier({ key: pair.publicKey, form: 'der', userId: 'x' }).verify(message, signature),
    ).toBe(false);
    expect(new Sm2Verifier({ key: other, form: 'der' }).verify(message, signature)).toBe(false);
    expect(new Sm2Verifier({ key: pair.publicKey, form: 'raw' }).verify(message, signature)).toBe(false);
  });

  it.each(['', '00', '30', '3006020100020100', 'ff'.repeat(64), '00'.repeat(64)])(
    'answers no to bytes that are no signature: %s',
    (bytes) => {
      for (const form of ['der', 'raw'] as const) {
        const verifier = new Sm2Verifier({ key: pair.publicKey, form });
        expect(verifier.verify(Buffer.from('m'), Buffer.from(bytes, 'hex'))).toBe(false);
      }
    },
  );

  it('reads a public key in every spelling', () => {
    const spki = sm2Key(pair.publicKey).key.export({ format: 'pem', type: 'spki' }).toString();
    const spellings = [
      pair.publicKey,
      pair.publicKey.toUpperCase(),
      pair.publicKey.slice(2),
      sm2.compressPublicKeyHex(pair.publicKey),
      spki,
      pem,
      pair.privateKey,
    ];

    expect(new Set(spellings.map((text) => sm2Key(text).point.toString('hex')))).toEqual(
      new Set([pair.publicKey]),
    );
  });

  it('refuses what is no key of the curve, without quoting it', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const texts = [
      'secret',
      '',
      '0'.repeat(64),
      'f'.repeat(64),
      `04${'11'.repeat(64)}`,
      other.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
      other.publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    ];

    for (const text of texts) {
      expect(() => sm2Key(text)).toThrow(/^not a key of the SM2 curve in PEM or hex$/);
    }
    expect(() => new Sm2Signer({ key: pair.publicKey, form: 'der' })).toThrow(RangeError);
  });
});

describe('SM2 encryption', () => {
  const pair = sm2.generateKeyPairHex();
  const texts = [1, 2, 16, 31, 32, 33, 100].map((length) => Buffer.alloc(length, '数字信封'));
  /** The cipher modes of the second implementation; it leaves the 04 of the point out. */
  const layouts = [
    { layout: 'C1C3C2', mode: 1 },
    { layout: 'C1C2C3', mode: 0 },
  ] as const;

  it.each(layouts)('is opened by a second implementation: $layout', ({ layout, mode }) => {
    const encryptor = new Sm2Encryptor({ key: pair.publicKey, layout });

    for (const text of texts) {
      const enciphered = encryptor.encrypt(text);
      const opened = sm2.doDecrypt(enciphered.toString('hex').slice(2), pair.privateKey, mode, {
        output: 'array',
      });
      expect(enciphered.length).toBe(97 + text.length);
      expect(text.equals(opened)).toBe(true);
    }
  });

  it.each(layouts)('opens what a second implementation enciphered: $layout', ({ layout, mode }) => {
    const decryptor = new Sm2Decryptor({ key: pair.privateKey, layout, jurisdiction });

    for (const text of texts) {
      const enciphered = Buffer.from(`04${sm2.doEncrypt(text, pair.publicKey, mode)}`, 'hex');
      expect(decryptor.decrypt(enciphered).equals(text)).toBe(true);
    }
  });

  it('uses a key that was made ahead once only', () => {
    const encryptor = new Sm2Encryptor({ key: pair.publicKey, layout: 'C1C3C2' });
    encryptor.prepare();
    encryptor.prepare();
    const [first, second] = [encryptor.encrypt(Buffer.from('甲')), encryptor.encrypt(Buffer.from('乙'))];

    expect(first.subarray(0, 65)).not.toEqual(second.subarray(0, 65));
    expect(
      [first, second].map((text) => sm2.doDecrypt(text.subarray(1).toString('hex'), pair.privateKey, 1)),
    ).toEqual(['甲', '乙']);
  });

  it('finds the right one of two points every time, and never a stream of zeros', () => {
    const encryptor = new Sm2Encryptor({ key: pair.publicKey, layout: 'C1C3C2' });
    const decryptor = new Sm2Decryptor({ key: pair.privateKey, layout: 'C1C3C2', jurisdiction });

    for (let round = 0; round < 100; round += 1) {
      const enciphered = encryptor.encrypt(Buffer.of(7));
      expect(enciphered.at(-1)).not.toBe(7);
      expect(decryptor.decrypt(enciphered)).toEqual(Buffer.of(7));
    }
  });

  it.each(layouts)('refuses what was cut off, altered or meant for another: $layout', ({ layout }) => {
    const decryptor = new Sm2Decryptor({ key: pair.privateKey, layout, jurisdiction });
    const whole = new Sm2Encryptor({ key: pair.publicKey, layout }).encrypt(Buffer.alloc(16, 1));
    const altered = [0, 1, 40, 66, 98, whole.length - 1].map((index) => {
      const copy = Buffer.from(whole);
      copy.writeUInt8((copy.readUInt8(index) + 1) % 256, index);
      return copy;
    });
    const foreign = new Sm2Encryptor({ key: sm2.generateKeyPairHex().publicKey, layout }).encrypt(
      Buffer.alloc(16),
    );
    const cut = [0, 1, 64, 65, 96, 97, whole.length - 1].map((length) => whole.subarray(0, length));

    for (const bytes of [...altered, ...cut, foreign]) {
      expect(() => decryptor.decrypt(bytes)).toThrow(
        expect.objectContaining({ code: 'JURISDICTION_BAD_RESPONSE', jurisdiction }),
      );
    }
  });

  it('takes a private key in PEM, and none but a private one', () => {
    const pem = sm2Key(pair.privateKey).key.export({ format: 'pem', type: 'pkcs8' }).toString();
    const enciphered = new Sm2Encryptor({ key: pem, layout: 'C1C3C2' }).encrypt(Buffer.from('k'));

    expect(
      new Sm2Decryptor({ key: pem, layout: 'C1C3C2', jurisdiction }).decrypt(enciphered).toString(),
    ).toBe('k');
    expect(() => new Sm2Decryptor({ key: pair.publicKey, layout: 'C1C3C2', jurisdiction })).toThrow(
      RangeError,
    );
    expect(() => new Sm2Encryptor({ key: pem, layout: 'C1C3C2' }).encrypt(Buffer.alloc(0))).toThrow(
      RangeError,
    );
  });
});
