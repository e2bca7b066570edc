import { afterAll, beforeAll, expect, it } from 'vitest';
import { settlementNodeOptions } from '../../../sandbox/dialects/settlement-node/SettlementNodeOptions.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/startSandbox.ts';
import { createWorld } from '../../../sandbox/world/createWorld.ts';
import { NodeClient } from '../support/NodeClient.ts';
import { systemOf } from '../support/systemOf.ts';
import { textOf } from '../support/textsOf.ts';

const { holders } = createWorld();
const PLACES = ['330000', '350000', '370000', '420000', '460000', '620000'];
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({
    systems: ({ department, jurisdiction }) => department === 'housing-fund' && PLACES.includes(jurisdiction),
  });
});
afterAll(() => sandbox.close());

it.each(PLACES)('%s tells a client of the specification about a person who pays in there', async (place) => {
  const node = new NodeClient(systemOf(sandbox, `housing-fund/${place}`));
  const known = holders.find(({ holdings }) => holdings['housing-fund'].includes(place));
  await node.signIn();
  const { code, text } = await node.ask('GJJC01', known?.number);

  expect([code, textOf(text, 'ZJHM').toUpperCase(), textOf(text, 'XINGMING')]).toEqual([
    '0000',
    known?.number,
    known?.name,
  ]);
});

it('the places between them have every choice, and node numbers and keys of their own', () => {
  const options = sandbox.systems.map((system) => settlementNodeOptions.parse(system.options));
  const choicesOf = (read: (one: (typeof options)[number]) => unknown) => new Set(options.map(read));

  expect(choicesOf(({ cipherMode, amountUnit }) => `${cipherMode} ${amountUnit}`)).toEqual(
    new Set(['CBC yuan', 'ECB yuan', 'CBC fen', 'ECB fen']),
  );
  expect(choicesOf(({ syncLimit }) => syncLimit)).toEqual(new Set([20, 50, 10, 0]));
  expect(options.every(({ syncLimit, batchLimit }) => syncLimit <= batchLimit)).toBe(true);
  expect(choicesOf(({ nodeNumber }) => nodeNumber.startsWith('0'))).toEqual(new Set([true, false]));
  for (const read of [
    (one: (typeof options)[number]) => one.nodeKey,
    (one: (typeof options)[number]) => one.password,
    (one: (typeof options)[number]) => one.nodeNumber,
  ]) {
    expect(choicesOf(read).size).toBe(PLACES.length);
  }
});
