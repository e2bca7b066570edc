import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AnswerTwist } from '../../../sandbox/AnswerTwist.ts';
import { nationalCipherOptions } from '../../../sandbox/dialects/national-cipher/NationalCipherOptions.ts';
import { nationalCipher } from '../../../sandbox/dialects/national-cipher/nationalCipher.ts';
import { handlingSwitch } from '../../../sandbox/handling/HandlingSwitch.ts';
import { goldenFiles } from '../support/goldenFiles.ts';
import { handlingGoldenWorld } from '../support/handlingGoldenWorld.ts';

const meta = z.object({
  department: z.string(),
  jurisdiction: z.string(),
  options: nationalCipherOptions,
  platformPrivateKey: z.string(),
  serviceCode: z.string(),
  random: z.object({
    answer: z.object({
      sm4Key: z.string(),
      iv: z.string(),
      encryptScalar: z.string(),
      signScalar: z.string(),
    }),
  }),
  switches: z.array(z.looseObject({ action: z.string() })),
  before: z.string().nullable(),
  decision: z.object({ outcome: z.literal('done') }).nullable(),
  request: z.object({ businessKey: z.string() }),
  requestPlain: z.string(),
  answerPlain: z.string().nullable(),
  answerSignString: z.string().nullable(),
  instant: z.iso.datetime().transform((iso) => Date.parse(iso)),
});

/** What a gateway says of itself is what it says when it is broken. */
const twistOf = (name: string): AnswerTwist => {
  const { code } = z
    .object({ code: z.number() })
    .parse(JSON.parse(golden.bytes(`${name}.answer`).toString('utf8')));
  return read(name).answerPlain === null ? { kind: 'error', code: String(code) } : { kind: 'none' };
};
const golden = goldenFiles('handling/national-cipher');
const names = golden.names();
const read = (name: string) => meta.parse(golden.meta(name));

/** The 40 random bytes that a scalar is made from: the inverse of reducing them and adding one. */
const scalarBytes = (scalar: string): string => (BigInt(`0x${scalar}`) - 1n).toString(16).padStart(80, '0');

/** What a gateway and the system behind it say, after everything that came before. */
function answerTo(name: string, isOffered = true) {
  const {
    department,
    jurisdiction,
    options,
    platformPrivateKey,
    switches,
    before,
    decision,
    request,
    instant,
  } = read(name);
  const world = handlingGoldenWorld(instant);
  const draws: string[] = [];
  const site = {
    department,
    jurisdiction,
    options,
    world,
    clock: () => instant,
    randomBytes(length: number) {
      const bytes = Buffer.from(draws.shift() ?? '', 'hex');
      if (bytes.length !== length) throw new Error(`${length} random bytes that nobody foresaw`);
      return bytes;
    },
    derive: (label: string, length: number) =>
      label.startsWith('handling/')
        ? Buffer.alloc(length)
        : Buffer.from(scalarBytes(platformPrivateKey), 'hex'),
  };
  const desk = nationalCipher.createDesk?.(site) ?? null;
  if (desk === null) throw new Error('it does not handle');
  for (const { action, ...to } of switches) desk.switches.set(action, handlingSwitch.parse(to));
  const system = nationalCipher.createSystem(isOffered ? { ...site, desk } : site);
  const take = (of: string) => {
    const { sm4Key, iv, encryptScalar, signScalar } = read(of).random.answer;
    const inEnvelope = options.keyMode === 'envelope' ? [sm4Key, scalarBytes(encryptScalar)] : [];
    draws.splice(
      0,
      draws.length,
      ...inEnvelope,
      ...(options.sm4Mode === 'CBC' ? [iv] : []),
      scalarBytes(signScalar),
    );
    const body = golden.bytes(`${of}.request`);
    return system({ method: 'POST', path: '/natcipher/call', headers: {}, body }, world, twistOf(of));
  };
  const earlier: string[] = [];
  for (let step = before; step !== null; step = read(step).before) earlier.unshift(step);
  for (const step of earlier) {
    // Of a scenario at a site with other options only the effect counts.
    if (JSON.stringify(read(step).options) === JSON.stringify(options)) take(step);
    else doAt(step);
  }
  function doAt(step: string) {
    const { options: theirs, requestPlain } = read(step);
    const order = JSON.parse(requestPlain);
    expect([theirs.appCode, order.bizNo]).toEqual([options.appCode, request.businessKey]);
    const party = { role: 'applicant', number: order.aac002, name: order.aac003 };
    desk?.take({
      businessKey: order.bizNo,
      collaborationNumber: order.caseNo,
      action: 'freeze-pension-account',
      code: order.bizCode,
      item: order.itemCode,
      accepting: order.acceptDivision,
      owning: order.ownDivision,
      applicant: party,
      parties: [party],
      fields: order.form,
      content: '',
    });
  }
  if (decision !== null) desk.decide(request.businessKey, decision);
  return take(name);
}

describe('golden steps of national-cipher', () => {
  it('there are enough of them', () => {
    expect(names.length).toBeGreaterThanOrEqual(17);
  });

  it.each(names)('%s: takes the call and answers exactly so', (name) => {
    const { serviceCode, requestPlain } = read(name);
    const number = JSON.parse(requestPlain).aac002;
    const given = answerTo(name);

    expect(given.body.toString('utf8')).toBe(golden.bytes(`${name}.answer`).toString('utf8'));
    expect(given).toMatchObject({
      status: 200,
      operation: serviceCode,
      asked: number === undefined ? [] : [number],
    });
  });

  it('where handling is not offered the services do not exist', () => {
    expect(JSON.parse(answerTo('card-done', false).body.toString('utf8'))).toMatchObject({ code: 4007 });
  });
});

it('the worked example of the specification is a golden one', () => {
  const text = readFileSync(new URL('../../../docs/dialects/national-cipher.md', import.meta.url), 'utf8');
  const { requestPlain, answerPlain, answerSignString } = read('freeze-in-work');
  const hash = (kind: string) =>
    createHash('sha256')
      .update(golden.bytes(`freeze-in-work.${kind}`))
      .digest('hex');
  const shown = [requestPlain, answerPlain ?? '-', answerSignString ?? '-', hash('request'), hash('answer')];

  expect(shown.map((part) => text.includes(part))).toEqual([true, true, true, true, true]);
  expect(text).toContain(read('merge-mismatch').answerPlain);
});
