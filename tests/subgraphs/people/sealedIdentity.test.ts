import { describe, expect, it } from 'vitest';
import { parseCitizenNumber } from '../../../domain/citizenNumber.ts';
import { parseCreditCode } from '../../../domain/creditCode.ts';
import { type DivisionCode, parseDivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { deriveIdentityKey } from '../../../subgraphs/jurisdiction/deriveIdentityKey.ts';
import { identityKeysConfig } from '../../../subgraphs/jurisdiction/identityKeysConfig.ts';
import { identityKeysFor } from '../../../subgraphs/jurisdiction/identityKeysFor.ts';
import { openIdentity } from '../../../subgraphs/jurisdiction/openIdentity.ts';
import { sealIdentity } from '../../../subgraphs/people/sealIdentity.ts';
import { secrets } from './secrets.ts';

const CHANGDE = parseDivisionCode('430700');
const HUNAN = parseDivisionCode('430000');
const PERSON: HolderIdentity = {
  kind: 'NATURAL_PERSON',
  number: parseCitizenNumber('990199199001011236'),
  name: '某甲',
};
const COMPANY: HolderIdentity = {
  kind: 'LEGAL_PERSON',
  number: parseCreditCode('91990199MA00000000'),
  name: '某某有限公司',
};
/** Made with Python's `cryptography` 48: HKDF, then AESSIV. */
const SEALED_ELSEWHERE =
  'v2.8TWDnffJoXvvd1WN7CIngGTOVjluos82zHSePC0qFTqmpInOWX-C4rXdUigXwBbpKMcC0F7ttZA4BNtXqHTQIw';

const key = (jurisdiction: DivisionCode, version: number) =>
  deriveIdentityKey(secrets.identityMaster, jurisdiction, version);
const open = (sealed: string, jurisdiction = CHANGDE, versions = [1, 2]) =>
  openIdentity(sealed, { jurisdiction, keys: versions.map((version) => key(jurisdiction, version)) });
const refusedFor = (jurisdiction: string) =>
  expect.objectContaining({
    code: 'FORBIDDEN',
    message: 'The sealed identity is not for this place',
    jurisdiction,
  });

describe('deriveIdentityKey', () => {
  it('agrees with another implementation', () => {
    expect(Buffer.from(key(CHANGDE, 1).key).toString('hex')).toBe(
      '85befb1c4f7f613fcf073c8a75bd7b8601d88e3381050d9e170e802dbbf39a460b9983bf5dab06091f066b34ba492e2a92b0e7dd7004568b2deffed267c21e65',
    );
  });
});

describe('sealIdentity', () => {
  it('gives the bytes that another implementation gives, every time', () => {
    const seals = [1, 2].map(() => sealIdentity(PERSON, CHANGDE, key(CHANGDE, 2)));

    expect(seals).toEqual([SEALED_ELSEWHERE, SEALED_ELSEWHERE]);
  });

  it('gives other bytes for another place, version, name or kind', () => {
    const seals = [
      sealIdentity(PERSON, CHANGDE, key(CHANGDE, 1)),
      sealIdentity(PERSON, CHANGDE, key(CHANGDE, 2)),
      sealIdentity(PERSON, HUNAN, key(HUNAN, 1)),
      sealIdentity({ ...PERSON, name: '某乙' }, CHANGDE, key(CHANGDE, 1)),
      sealIdentity(COMPANY, CHANGDE, key(CHANGDE, 1)),
    ].map((sealed) => sealed.split('.')[1]);

    expect(new Set(seals).size).toBe(5);
  });
});

describe('openIdentity', () => {
  it.each([PERSON, COMPANY])('opens what was sealed for the place: $kind', (identity) => {
    expect(open(sealIdentity(identity, CHANGDE, key(CHANGDE, 2)))).toEqual(identity);
  });

  it('opens seals of a previous key version as long as that key is kept', () => {
    const old = sealIdentity(PERSON, CHANGDE, key(CHANGDE, 1));

    expect(open(old, CHANGDE, [2, 1])).toEqual(PERSON);
    expect(() => open(old, CHANGDE, [2])).toThrow(refusedFor('430700'));
  });

  it('opens nothing that was sealed for another place, even with its key under the same version', () => {
    const sealed = sealIdentity(PERSON, CHANGDE, key(CHANGDE, 1));

    expect(() => open(sealed, HUNAN)).toThrow(refusedFor('430000'));
    expect(() => openIdentity(sealed, { jurisdiction: HUNAN, keys: [key(CHANGDE, 1)] })).toThrow(
      refusedFor('430000'),
    );
  });

  const [, text = ''] = SEALED_ELSEWHERE.split('.');
  it.each([
    ['a changed first byte', `v2.9${text.slice(1)}`],
    ['a changed last byte', `v2.${text.slice(0, -2)}AA`],
    ['a missing end', `v2.${text.slice(0, 40)}`],
    ['another version', `v1.${text}`],
    ['an unknown version', `v9.${text}`],
    ['no version', text],
    ['a version with a leading zero', `v02.${text}`],
    ['nothing', ''],
  ])('refuses a seal with %s', (_, sealed) => {
    expect(() => open(sealed)).toThrow(refusedFor('430700'));
  });
});

describe('identityKeysFor', () => {
  const read = (settings: unknown) => identityKeysFor(CHANGDE, identityKeysConfig.parse(settings));
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

  it('derives the versions of a development master', () => {
    expect(read({ master: text(secrets.identityMaster), versions: [2, 1] })).toEqual([
      key(CHANGDE, 2),
      key(CHANGDE, 1),
    ]);
  });

  it('takes keys as they are', () => {
    expect(read({ keys: [{ version: 3, key: text(key(CHANGDE, 1).key) }] })).toEqual([
      { version: 3, key: key(CHANGDE, 1).key },
    ]);
  });

  it.each([
    { keys: [] },
    { keys: [{ version: 0, key: text(key(CHANGDE, 1).key) }] },
    { keys: [{ version: 1, key: text(secrets.identityMaster) }] },
    { master: 'short' },
  ])('refuses %j', (settings) => {
    expect(identityKeysConfig.safeParse(settings).success).toBe(false);
  });
});
