import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { nationalCipherOptions } from '../../../sandbox/dialects/national-cipher/NationalCipherOptions.ts';
import { nationalCipher } from '../../../sandbox/dialects/national-cipher/nationalCipher.ts';
import { createGoldenWorld } from '../support/createGoldenWorld.ts';

const FOLDER = new URL('../../golden/national-cipher/', import.meta.url);
const answerMeta = z.object({
  request: z.string(),
  options: nationalCipherOptions,
  platformPrivateKey: z.string(),
  now: z.number(),
  dataTime: z.number(),
  serviceCode: z.string(),
  random: z.object({
    sm4Key: z.string(),
    iv: z.string(),
    encryptScalar: z.string(),
    signScalar: z.string(),
  }),
  expected: z.object({ layer: z.string().optional() }),
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
  const { sm4Key, iv, encryptScalar, signScalar } = meta.random;
  const inEnvelope = meta.options.keyMode === 'envelope' ? [sm4Key, scalarBytes(encryptScalar)] : [];
  const vector = meta.options.sm4Mode === 'CBC' ? [iv] : [];
  const draws = [...inEnvelope, ...vector, scalarBytes(signScalar)];
  const world = createGoldenWorld(meta.dataTime);
  const system = nationalCipher.createSystem({
    department: 'social-insurance',
    jurisdiction: '440000',
    options: meta.options,
    world,
    clock: () => meta.now,
    randomBytes(length) {
      const bytes = Buffer.from(draws.shift() ?? '', 'hex');
      expect(bytes).toHaveLength(length);
      return bytes;
    },
    derive: () => Buffer.from(scalarBytes(meta.platformPrivateKey), 'hex'),
  });

  const answer = system(
    { method: 'POST', path: '/natcipher/call', headers: {}, body: read(`${meta.request}.bin`) },
    world,
    { kind: 'none' },
  );

  const isUnknownService = meta.expected.layer === 'outer';
  const asked = z.object({ plain: z.object({ aac002: z.string() }) });
  const request = asked.parse(JSON.parse(read(`${meta.request}.json`).toString('utf8')));
  expect(answer.body.toString('utf8')).toBe(read(`${scenario}.answer.bin`).toString('utf8'));
  expect({ ...answer, body: null }).toEqual({
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: null,
    operation: isUnknownService ? null : meta.serviceCode,
    asked: isUnknownService ? [] : [request.plain.aac002],
  });
});

/** The 40 random bytes that a scalar is made from: the inverse of reducing them and adding one. */
function scalarBytes(scalar: string): string {
  return (BigInt(`0x${scalar}`) - 1n).toString(16).padStart(80, '0');
}
