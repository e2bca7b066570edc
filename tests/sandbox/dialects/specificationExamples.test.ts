import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decryptSm2 } from '../../../sandbox/ciphers/decryptSm2.ts';
import { decryptSm4 } from '../../../sandbox/ciphers/decryptSm4.ts';
import { encryptSm4 } from '../../../sandbox/ciphers/encryptSm4.ts';
import { sm2Identity } from '../../../sandbox/ciphers/sm2Identity.ts';
import { sm2PublicKey } from '../../../sandbox/ciphers/sm2PublicKey.ts';
import { sm2SignatureFromDer } from '../../../sandbox/ciphers/sm2SignatureFromDer.ts';
import { sm2VerificationKey } from '../../../sandbox/ciphers/sm2VerificationKey.ts';
import { sm3 } from '../../../sandbox/ciphers/sm3.ts';
import { verifySm2 } from '../../../sandbox/ciphers/verifySm2.ts';
import { digestOf } from '../../../sandbox/dialects/gbk-xml/digestOf.ts';
import { PRIVATE_USE_CHARACTERS } from '../../../sandbox/dialects/gbk-xml/privateUseCharacters.ts';
import { signString } from '../../../sandbox/dialects/national-cipher/signString.ts';

const documentOf = (dialect: string): string =>
  readFileSync(new URL(`../../../docs/dialects/${dialect}.md`, import.meta.url), 'utf8');

describe('the worked examples of gbk-xml hold', () => {
  const text = documentOf('gbk-xml');
  const password = 'Px7!example';
  const lsh = '430000202601050930000001';

  it.each(['MD5', 'SHA256'] as const)('the request digest with %s', (algorithm) => {
    const body = '<body><aac002>10990119900307002X</aac002><aac003>林小满</aac003></body>';
    const bytes = iconv.encode(body, 'gb18030');

    expect(bytes).toHaveLength(71);
    expect(text).toContain(digestOf(algorithm, ['tongban_cx', password, '20260105093000', lsh], bytes));
  });

  it('the answer digest', () => {
    const body = '<body><sjsj>20260105020000</sjsj><rows hs="0" zhs="0"/></body>';

    expect(text).toContain(
      digestOf('MD5', [password, '0000', '20260105093001', lsh], Buffer.from(body, 'ascii')),
    );
  });

  it.each([...PRIVATE_USE_CHARACTERS])('the own code of %s', (character, own) => {
    const point = (value: string): string => `U+${value.codePointAt(0)?.toString(16).toUpperCase()}`;
    const bytes = iconv.encode(own, 'gb18030').toString('hex').toUpperCase();

    expect(text).toContain(`| ${point(own)} | ${bytes} | ${character} ${point(character)} |`);
  });
});

describe('the worked examples of national-cipher hold', () => {
  const text = documentOf('national-cipher');
  const example = (label: string): string =>
    new RegExp(`^${label} +(?:[0-9a-f]{32} \\(IV\\) ‖ )?(\\S+)$`, 'm').exec(text)?.[1] ?? '';
  const plain = {
    pageSize: 2,
    aac003: '𬭩小满',
    aac002: '10990119900307002X',
    aae140: '',
    pageNum: 0,
    aae041: '2025-01',
  };
  const fields = {
    appCode: 'tongban-4401',
    version: '2.0.0',
    encType: 'SM4',
    signType: 'SM2',
    timestamp: '1767576600000',
    serviceCode: 'SBC202',
    serialNo: '20260105093000A1B2C3D4E5F60001',
  };
  const signed = Buffer.from(signString(fields, plain, 'w7Qm-example-secret'));
  const privateKey = BigInt(`0x${example('private key')}`);
  const publicKey = sm2PublicKey(privateKey);
  const identity = sm2Identity(publicKey, '1234567812345678');
  const key = sm3(Buffer.from('tongban-4401w7Qm-example-secret')).subarray(0, 16);

  it('sign string, digest, key pair', () => {
    expect(text).toContain(`\n${signed.toString('utf8')}\n`);
    expect(example('SM3 of the sign string')).toBe(sm3(signed).toString('hex'));
    expect(example('public key')).toBe(publicKey.toString('hex'));
    expect(text).toContain(sm3(identity, signed).toString('hex'));
  });

  it('both signatures', () => {
    const verificationKey = sm2VerificationKey(publicKey);
    const raw = Buffer.from(example('a signature, RS'), 'base64');
    const der = sm2SignatureFromDer(Buffer.from(example('a signature, DER'), 'base64'));

    expect(verifySm2(signed, raw, { key: verificationKey, identity })).toBe(true);
    expect(verifySm2(signed, der ?? Buffer.alloc(0), { key: verificationKey, identity })).toBe(true);
  });

  it('key, ECB and CBC', () => {
    const json = Buffer.from(/data=(\{.*?\})&/.exec(signed.toString('utf8'))?.[1] ?? '');
    const vector = Buffer.from('0102030405060708090a0b0c0d0e0f10', 'hex');

    expect(example('shared key')).toBe(key.toString('hex'));
    expect(example('ECB')).toBe(encryptSm4(json, key, 'ECB', Buffer.alloc).toString('hex'));
    expect(decryptSm4(Buffer.concat([vector, Buffer.from(example('CBC'), 'hex')]), key, 'CBC')).toEqual(json);
  });

  it.each(['C1C3C2', 'C1C2C3'] as const)('the envelope in the layout %s', (layout) => {
    const opened = decryptSm2(Buffer.from(example(layout), 'hex'), privateKey, layout);

    expect(opened?.toString('hex')).toBe('00112233445566778899aabbccddeeff');
  });
});
