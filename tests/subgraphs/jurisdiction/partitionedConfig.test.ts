import { expect, it } from 'vitest';
import { readPartitionedConfig } from '../../../subgraphs/jurisdiction/partitionedConfig.ts';

const key = Buffer.alloc(32, 7).toString('base64');
const place = { jurisdiction: '430000', dialect: 'any', url: 'http://127.0.0.1:1' };
const settings = { places: [place], contextKey: { master: key }, identityKeys: { master: key } };
const read = (changes: object) => readPartitionedConfig('housing-fund', { ...settings, ...changes });

it('fills in what is not given', () => {
  const bytes = new Uint8Array(Buffer.alloc(32, 7));
  expect(read({ databaseUrl: 'postgres://u:p@h/d', storeKey: key })).toEqual({
    places: [{ ...place, options: {} }],
    contextKey: { master: bytes },
    identityKeys: { master: bytes, versions: [1] },
    databaseUrl: 'postgres://u:p@h/d',
    storeKey: bytes,
    retentionDays: 90,
    listen: { host: '127.0.0.1', port: 0 },
    development: false,
  });
});

it.each([
  'http://h:1',
  'https://h/p',
  'tcp://h:9000',
  'postgres://u:p@h/d',
  'postgresql://h/d',
  'file:///var/drop',
])('leaves it to the dialect whether %s can be a system', (url) => {
  expect(read({ places: [{ ...place, url, inbound: { port: 0 } }] }).places).toEqual([
    { ...place, url, options: {}, inbound: { host: '127.0.0.1', port: 0 } },
  ]);
});

it('says where replicas reach each other about a place', () => {
  const relay = { host: '0.0.0.0', port: 8_444, advertise: '10.0.0.5' };

  expect(read({ places: [{ ...place, relay }] }).places).toEqual([{ ...place, options: {}, relay }]);
});

it('says who is told what came of steps', () => {
  const cases = { url: 'https://cases.internal:4109', contextKey: { master: key } };

  expect(read({ cases }).cases).toEqual({
    ...cases,
    contextKey: { master: new Uint8Array(Buffer.alloc(32, 7)) },
  });
});

it.each([
  [
    { cases: { url: 'tcp://secret', contextKey: { master: key } } },
    /cases\.url: must be an http or https URL$/,
  ],
  [{ cases: { url: 'http://secret' } }, /cases\.contextKey is missing$/],
  [
    {
      places: [place, { ...place, jurisdiction: '340000' }],
      cases: { url: 'http://secret', contextKey: { key } },
    },
    /cases\.contextKey: a key is of one place/,
  ],
  [{ databaseUrl: 'postgres://u:secret@h/d' }, /: storeKey: is missing: what databaseUrl/],
  [{ storeKey: key }, /: databaseUrl: is missing: storeKey seals/],
  [{ databaseUrl: 'mysql://secret', storeKey: key }, /databaseUrl: must be a postgres:\/\/ URL$/],
  [{ databaseUrl: 'postgres://h/d', storeKey: 'c2VjcmV0' }, /storeKey: must be at least 32 bytes in base64$/],
  [{ retentionDays: 0 }, /retentionDays: /],
  [
    { places: [{ ...place, url: 'ftp://secret' }] },
    /places\.0\.url: must be an http, https, tcp, postgres or file URL$/,
  ],
  [{ places: [{ ...place, inbound: { port: 70_000 } }] }, /places\.0\.inbound\.port: /],
  [{ identityKeys: undefined }, /valid: identityKeys is missing$/],
  [{ contextKey: { master: 'c2VjcmV0' } }, /valid: contextKey\.master: must be at least 32 bytes in base64$/],
  [{ identityKeys: { keys: [{ version: 1 }] } }, /valid: identityKeys\.keys\.0\.key is missing$/],
  [{ identityKeys: { masters: key } }, /valid: identityKeys\..* is missing$/],
  [{ contextKeys: 1 }, /valid: Unrecognized key: "contextKeys"$/],
  [
    { places: [{ ...place, jurisdiction: 430_700 }] },
    /places\.0\.jurisdiction: must be a text: put the six digits in quotes$/,
  ],
  [
    { places: [{ ...place, jurisdiction: '4307' }] },
    /places\.0\.jurisdiction: must be a division code of six digits in quotes, such as "430700"$/,
  ],
  [{ places: [place, place] }, /places: every jurisdiction may stand once$/],
])('refuses %j in one line, without values', (changes, line) => {
  expect(() => read(changes)).toThrow(line);
  expect(() => read(changes)).not.toThrow(/secret|c2Vj|\n/);
});
