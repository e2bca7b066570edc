import { expect, it } from 'vitest';
import { partitionsOf } from '../../../cli/start/partitionsOf.ts';
import { partitionedRoles, peopleRole } from '../../../cli/start/roleSpecs.ts';

const secrets = {
  contextMaster: 'context',
  identityMaster: 'identity',
  vaultKey: 'vault',
  storeKey: 'store',
  caseKey: 'case',
  sandbox: 'sandbox',
  signingKey: {},
};
const place = { dialect: 'any', url: 'http://127.0.0.1:1', options: { key: 'k' } };
const [role] = partitionedRoles(
  secrets,
  { places: [{ ...place, department: 'public-security', jurisdiction: '430000' }], persons: [] },
  { databaseUrl: 'postgres://h/d', casesUrl: 'http://127.0.0.1:5' },
);

it('gives places a store and any port the first time, and the same ports after a restart', () => {
  const expected = (listenPort: number, inboundPort: number) => ({
    subgraph: 'public-security',
    settings: {
      contextKey: { master: 'context' },
      identityKeys: { master: 'identity' },
      databaseUrl: 'postgres://h/d',
      storeKey: 'store',
      cases: { url: 'http://127.0.0.1:5', contextKey: { master: 'context' } },
      places: [{ ...place, jurisdiction: '430000', inbound: { port: inboundPort } }],
      development: true,
      listen: { port: listenPort },
    },
  });

  expect(role?.config(null)).toEqual(expected(0, 0));
  expect(role?.config({ url: 'http://127.0.0.1:81' })).toEqual(expected(81, 0));
  expect(
    role?.config({ url: 'http://127.0.0.1:81', 'inbound/430000': 'http://127.0.0.1:82/services/in' }),
  ).toEqual(expected(81, 82));
  expect(role?.config({ url: 'http://127.0.0.1:81', 'inbound/430000': 'tcp://127.0.0.1:83' })).toEqual(
    expected(81, 83),
  );
});

it('connects people to the record index, which is no place of a department', () => {
  const index = { ...place, department: 'record-index', jurisdiction: '110000' } as const;
  const directory = { places: [index], persons: [] };

  expect(peopleRole(secrets, directory, 'postgres://h/d').config(null)).toEqual({
    subgraph: 'people',
    settings: {
      databaseUrl: 'postgres://h/d',
      vaultKey: 'vault',
      contextKey: { master: 'context' },
      identityKeys: { derived: { master: 'identity' } },
      recordIndex: place,
      development: true,
      listen: { port: 0 },
    },
  });
  expect(
    partitionedRoles(secrets, directory, {
      databaseUrl: 'postgres://h/d',
      casesUrl: 'http://127.0.0.1:5',
    }).map((role) => role.config(null)),
  ).toMatchObject([{ settings: { places: [] } }, { settings: { places: [] } }, { settings: { places: [] } }]);
  expect(partitionsOf({ 'housing-fund': 'http://127.0.0.1:2' }, directory)).toEqual({ 'housing-fund': {} });
});
