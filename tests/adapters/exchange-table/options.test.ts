import { describe, expect, it } from 'vitest';
import { connectHousingFund, connectSocialInsurance } from '../../../adapters/connect.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { createResources } from '../../contract/support/createResources.ts';
import { createMemoryStore } from '../support/createMemoryStore.ts';

const TABLE = { schema: 'qz_430700', platformCode: '100000001' };
const FILES = { platformCode: '100000001' };
const DATABASE = 'postgres://reader:secret-of-the-place@127.0.0.1:5432/qz';

describe.each([
  ['exchange-table', DATABASE, TABLE],
  ['file-drop', 'file:///var/exchange', FILES],
])('%s', (dialect, url, options) => {
  const place = { jurisdiction: parseDivisionCode('430700'), dialect, url, options };

  it('is connected for both departments, with something to run', () => {
    const resources = createResources({ store: createMemoryStore() });
    expect(connectHousingFund(place, resources)).toHaveProperty('inbound');
    expect(connectSocialInsurance(place, resources)).toHaveProperty('inbound');
  });

  it('is not connected without a database of our own', () => {
    expect(() => connectHousingFund(place, createResources())).toThrow(
      'place 430700: databaseUrl and storeKey are missing: what the centre leaves for us is kept there',
    );
  });
});

it.each([
  ['exchange-table', DATABASE, { ...TABLE, schema: 'qz"; drop' }, 'options.schema'],
  ['exchange-table', DATABASE, { ...TABLE, contentFormat: 'yaml' }, 'options.contentFormat'],
  ['exchange-table', DATABASE, { ...TABLE, platformCode: '1' }, 'options.platformCode'],
  ['exchange-table', DATABASE, { ...TABLE, takenMinutes: 0 }, 'options.takenMinutes'],
  ['exchange-table', DATABASE, { ...TABLE, pollSeconds: -1 }, 'options.pollSeconds'],
  ['exchange-table', DATABASE, { ...TABLE, shcema: 'x' }, 'shcema'],
  ['exchange-table', DATABASE.replace('postgres', 'mysql'), TABLE, 'url must begin with postgres://'],
  ['file-drop', 'file:///var/exchange', { ...FILES, digest: 'SHA1' }, 'options.digest'],
  ['file-drop', 'file:///var/exchange', { ...FILES, settleSeconds: -1 }, 'options.settleSeconds'],
  ['file-drop', 'file:///var/exchange', {}, 'options.platformCode'],
  ['file-drop', 'http://127.0.0.1/exchange', FILES, 'place 430700'],
])('%s at %s with %j is refused, naming what is wrong and no secret', (dialect, url, options, named) => {
  const place = { jurisdiction: parseDivisionCode('430700'), dialect, url, options };
  const connect = () => connectHousingFund(place, createResources({ store: createMemoryStore() }));

  expect(connect).toThrow(named);
  expect(connect).not.toThrow('secret-of-the-place');
});
