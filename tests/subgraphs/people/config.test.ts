import { describe, expect, it } from 'vitest';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { deriveIdentityKey } from '../../../subgraphs/jurisdiction/deriveIdentityKey.ts';
import { readPeopleConfig } from '../../../subgraphs/people/config.ts';
import { identityKeyFor } from '../../../subgraphs/people/identityKeyFor.ts';
import { secrets } from './secrets.ts';

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const HUNAN = parseDivisionCode('430000');
const ANHUI = parseDivisionCode('340000');
const own = { version: 4, key: base64(Buffer.alloc(64, 5)) };
const settings = {
  databaseUrl: 'postgres://u:p@127.0.0.1:5432/tongban',
  vaultKey: base64(secrets.vaultKey),
  identityKeys: { places: { '430000': own } },
  contextKey: { key: base64(Buffer.alloc(32, 6)) },
};

describe('readPeopleConfig', () => {
  it('fills in where to listen', () => {
    expect(readPeopleConfig(settings)).toEqual({
      databaseUrl: settings.databaseUrl,
      vaultKey: new Uint8Array(secrets.vaultKey),
      identityKeys: { places: { '430000': { version: 4, key: new Uint8Array(Buffer.alloc(64, 5)) } } },
      contextKey: { key: new Uint8Array(Buffer.alloc(32, 6)) },
      listen: { host: '127.0.0.1', port: 0 },
      development: false,
    });
  });

  it.each([
    ['databaseUrl', { databaseUrl: 'mysql://secret' }],
    ['vaultKey', { vaultKey: 'c2VjcmV0' }],
    ['identityKeys.places.4307', { identityKeys: { places: { '4307': own } } }],
    [
      'identityKeys.places.430000.key',
      { identityKeys: { places: { '430000': { version: 1, key: 'c2VjcmV0' } } } },
    ],
    ['contextKey.key', { contextKey: { key: 'c2VjcmV0' } }],
    ['listen.port', { listen: { port: 70_000 } }],
    ['Unrecognized key', { vaultkey: 'c2VjcmV0' }],
  ])('names %s when it is wrong, in one line and without the value', (name, changes) => {
    const message = expect.stringMatching(
      new RegExp(`^the configuration of people is not valid: ${name}: .*$`),
    );

    expect(() => readPeopleConfig({ ...settings, ...changes })).toThrow(expect.objectContaining({ message }));
    expect(() => readPeopleConfig({ ...settings, ...changes })).not.toThrow(/secret|c2VjcmV0/);
  });
});

describe('identityKeyFor', () => {
  it('prefers a place’s own key, and derives the others', () => {
    const keyFor = identityKeyFor({
      places: { '430000': { version: 4, key: Buffer.alloc(64, 5) } },
      derived: { master: secrets.identityMaster, version: 2 },
    });

    expect([keyFor(HUNAN), keyFor(ANHUI), keyFor(ANHUI)]).toEqual([
      { version: 4, key: Buffer.alloc(64, 5) },
      deriveIdentityKey(secrets.identityMaster, ANHUI, 2),
      deriveIdentityKey(secrets.identityMaster, ANHUI, 2),
    ]);
  });

  it('knows no key for a place that was given none', () => {
    const keyFor = identityKeyFor({ places: {} });

    expect(() => keyFor(ANHUI)).toThrow(
      expect.objectContaining({ code: 'JURISDICTION_NOT_CONNECTED', jurisdiction: '340000' }),
    );
  });
});
