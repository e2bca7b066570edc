import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { gbkXmlOptions } from '../../../sandbox/dialects/gbk-xml/GbkXmlOptions.ts';
import { gbkXml } from '../../../sandbox/dialects/gbk-xml/gbkXml.ts';
import { createGoldenWorld } from '../support/createGoldenWorld.ts';

const FOLDER = new URL('../../golden/gbk-xml/', import.meta.url);
const answerMeta = z.object({
  request: z.string(),
  meaning: z.string(),
  options: gbkXmlOptions,
  now: z.number(),
  dataTime: z.number(),
  transaction: z.string(),
  body: z.object({ aac002: z.string() }),
});

const read = (file: string): Buffer => readFileSync(new URL(file, FOLDER));
const scenarios = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.answer.json'))
  .map((file) => file.replace('.answer.json', ''));

it('there are golden scenarios at all', () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(13);
});

it.each(scenarios)('the system meets the golden bytes of %s', (scenario) => {
  const meta = answerMeta.parse(JSON.parse(read(`${scenario}.answer.json`).toString('utf8')));
  const world = createGoldenWorld(meta.dataTime);
  const system = gbkXml.createSystem({
    department: 'social-insurance',
    jurisdiction: '430000',
    options: meta.options,
    world,
    clock: () => meta.now,
    randomBytes: (length) => Buffer.alloc(length),
    derive: (_label, length) => Buffer.alloc(length),
  });

  const answer = system(
    { method: 'POST', path: '/sbjk/service', headers: {}, body: read(`${meta.request}.bin`) },
    world,
    { kind: 'none' },
  );

  // Text first: a difference is readable then.
  const text = new TextDecoder('gb18030');
  expect(text.decode(answer.body)).toBe(text.decode(read(`${scenario}.answer.bin`)));
  expect(answer).toEqual({
    status: 200,
    headers: { 'content-type': 'text/xml; charset=GBK' },
    body: read(`${scenario}.answer.bin`),
    operation: meta.transaction,
    asked: [meta.body.aac002],
  });
});
