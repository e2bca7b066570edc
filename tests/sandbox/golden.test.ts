import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dataExchange } from '../../sandbox/dialects/data-exchange/dataExchange.ts';
import { pinyinRest } from '../../sandbox/dialects/pinyin-rest/pinyinRest.ts';
import { goldenIndexWorld } from './support/goldenIndexWorld.ts';
import { goldenWorld } from './support/goldenWorld.ts';

const requestMeta = z.object({
  meaning: z.string(),
  department: z.string(),
  jurisdiction: z.string(),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  instant: z.string(),
  service: z.string(),
  persons: z.array(z.string()),
  request: z.object({ method: z.string(), path: z.string(), headers: z.record(z.string(), z.string()) }),
});
const answerMeta = z.object({
  /** When the system was last brought up to date; where it is one system that answers for itself. */
  dataTime: z.string().default(''),
  twist: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('error'), code: z.string() }),
    z.object({ kind: z.literal('maintenance'), until: z.number() }),
    z.object({ kind: z.literal('stale-schema') }),
  ]),
  answer: z.object({ status: z.number(), headers: z.record(z.string(), z.string()) }),
});

describe.each([
  { name: 'data-exchange', dialect: dataExchange, createWorld: goldenWorld, least: 5 },
  { name: 'record-index', dialect: dataExchange, createWorld: goldenIndexWorld, least: 8 },
  { name: 'pinyin-rest', dialect: pinyinRest, createWorld: goldenWorld, least: 5 },
])('golden bytes of $name', ({ name: golden, dialect, createWorld, least }) => {
  const folder = join(import.meta.dirname, '../golden', golden);
  const scenarios = readdirSync(folder)
    .filter((file) => file.endsWith('.request.json'))
    .map((file) => file.replace('.request.json', ''));
  const readMeta = (name: string): unknown => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  const readBytes = (name: string) => readFileSync(join(folder, `${name}.bin`));

  it('there are enough of them', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(least);
  });

  it.each(scenarios)('%s: takes the request and answers exactly so', (name) => {
    const asked = requestMeta.parse(readMeta(`${name}.request`));
    const told = answerMeta.parse(readMeta(`${name}.answer`));
    const world = createWorld(Date.parse(told.dataTime));
    const answer = dialect.createSystem({
      department: asked.department,
      jurisdiction: asked.jurisdiction,
      options: asked.options,
      world,
      clock: () => Date.parse(asked.instant),
      randomBytes: (length) => Buffer.alloc(length),
      derive: (_label, length) => Buffer.alloc(length),
    })({ ...asked.request, body: readBytes(`${name}.request`) }, world, told.twist);

    expect({ ...answer, body: answer.body.toString('utf8') }).toMatchObject({
      status: told.answer.status,
      headers: told.answer.headers,
      body: readBytes(`${name}.answer`).toString('utf8'),
      operation: asked.service,
      asked: asked.persons,
    });
    expect(answer.body.equals(readBytes(`${name}.answer`))).toBe(true);
  });
});
