import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { settlementNode } from '../../../sandbox/dialects/settlement-node/settlementNode.ts';
import { goldenWorld } from '../support/goldenWorld.ts';

const FOLDER = new URL('../../golden/settlement-node/', import.meta.url);
const common = z.object({ random: z.array(z.string()) });
const requestMeta = common.extend({
  department: z.string(),
  jurisdiction: z.string(),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  instant: z.string(),
  after: z.array(z.string()),
  transaction: z.string(),
  persons: z.array(z.string()),
});
const answerMeta = common.extend({
  dataTime: z.string(),
  plain: z.string(),
  expected: z.object({ code: z.string() }),
  twist: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('error'), code: z.string() }),
    z.object({ kind: z.literal('maintenance'), until: z.number() }),
    z.object({ kind: z.literal('stale-schema') }),
  ]),
});

const files = readdirSync(FOLDER);
const scenarios = files
  .filter((file) => file.endsWith('.request.json'))
  .map((file) => file.replace('.request.json', ''));
const readMeta = (name: string): unknown => JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'));
const readBytes = (name: string) => readFileSync(new URL(`${name}.bin`, FOLDER));
const drawsOf = (name: string) => common.parse(readMeta(name)).random;

it('there are enough of them', () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(20);
});

it.each(scenarios)('%s: takes the frame and answers exactly so', (name) => {
  const { system, world, asked, told } = meet(name);
  const answer = system.answer(readBytes(`${name}.request`), world, told.twist);

  expect(new TextDecoder('gb18030').decode(answer.plain)).toBe(told.plain);
  expect(answer.frame.toString('hex')).toBe(readBytes(`${name}.answer`).toString('hex'));
  expect(system.measure(answer.frame)).toBe(answer.frame.length);
  // What was not let through is not counted.
  const isCounted = !['1001', '1002', '2002'].includes(told.expected.code);
  expect([answer.operation, answer.asked]).toEqual(
    isCounted && told.twist.kind !== 'maintenance' && told.expected.code !== '9001'
      ? [asked.transaction, asked.persons]
      : [isCounted ? asked.transaction : null, []],
  );
});

it('batch-later: sends exactly this message, and takes exactly this acknowledgement', () => {
  const { system, world, told } = meet('batch-later');
  const [push] = system.answer(readBytes('batch-later.request'), world, told.twist).pushes;
  const message = push?.write(world, told.twist);
  const [ack, refusal] = [readBytes('batch-later.ack'), readBytes('session-invalid.answer')];

  expect(message?.body.toString('hex')).toBe(readBytes('batch-later.message').toString('hex'));
  expect([ack, refusal].map((body) => message?.isSettledBy({ status: 0, body }))).toEqual([true, false]);
});

/** The hub of a scenario, after what it took before. */
function meet(name: string) {
  const asked = requestMeta.parse(readMeta(`${name}.request`));
  const told = answerMeta.parse(readMeta(`${name}.answer`));
  const world = goldenWorld(Date.parse(told.dataTime));
  const answers = [...asked.after, name].map((one) => `${one}.answer`);
  const messages = files.includes(`${name}.message.json`) ? [`${name}.message`] : [];
  const draws = [...answers, ...messages].flatMap(drawsOf);
  const system = settlementNode.createSystem(
    {
      department: asked.department,
      jurisdiction: asked.jurisdiction,
      options: asked.options,
      world,
      clock: () => Date.parse(asked.instant),
      randomBytes: (length) => {
        const drawn = Buffer.from(draws.shift() ?? '', 'hex');
        if (drawn.length !== length) throw new Error(`${length} random bytes that nobody foresaw`);
        return drawn;
      },
      derive: (_label, length) => Buffer.alloc(length),
    },
    () => true,
  );
  for (const one of asked.after) system.answer(readBytes(`${one}.request`), world, { kind: 'none' });
  return { system, world, asked, told };
}
