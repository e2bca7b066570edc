import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { settlementNode } from '../../../sandbox/dialects/settlement-node/settlementNode.ts';
import { handlingSwitch } from '../../../sandbox/handling/HandlingSwitch.ts';
import type { Push } from '../../../sandbox/pushes/Push.ts';
import { goldenFiles } from '../support/goldenFiles.ts';
import { handlingGoldenWorld } from '../support/handlingGoldenWorld.ts';

const meta = z.object({
  department: z.string(),
  jurisdiction: z.string(),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  after: z.array(z.string()),
  session: z.string(),
  switches: z.array(z.looseObject({ action: z.string() })),
  before: z.string().nullable(),
  decision: z
    .discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('done') }),
      z.object({ outcome: z.literal('refused'), code: z.string(), reason: z.string() }),
    ])
    .nullable(),
  random: z.object({ answer: z.string().optional(), message: z.string().optional() }),
  request: z.object({ businessKey: z.string() }),
  answerText: z.string(),
  messageText: z.string().optional(),
  instant: z.iso.datetime().transform((iso) => Date.parse(iso)),
});

const NONE = { kind: 'none' } as const;
const golden = goldenFiles('handling/settlement-node');
const signIns = goldenFiles('settlement-node');
const names = golden.names();
const read = (name: string) => meta.parse(golden.meta(name));

/** The hub of a scenario after everything that it took before, and what it is yet to say. */
function meet(name: string, isOffered = true) {
  const {
    department,
    jurisdiction,
    options,
    after,
    session,
    switches,
    before,
    decision,
    request,
    random,
    instant,
  } = read(name);
  const world = handlingGoldenWorld(instant);
  const isDrawn = options['cipherMode'] === 'CBC';
  const draws: (string | undefined)[] = [session];
  const site = {
    department,
    jurisdiction,
    options,
    world,
    clock: () => instant,
    randomBytes: (length: number) => {
      const drawn = Buffer.from(draws.shift() ?? '', 'hex');
      if (drawn.length !== length) throw new Error(`${length} random bytes that nobody foresaw`);
      return drawn;
    },
    derive: (_label: string, length: number) => Buffer.alloc(length),
  };
  const desk = settlementNode.createDesk(site);
  if (desk === null) throw new Error('it does not handle');
  for (const { action, ...to } of switches) desk.switches.set(action, handlingSwitch.parse(to));
  const system = settlementNode.createSystem(isOffered ? { ...site, desk } : site, () => true);
  for (const one of after) system.answer(signIns.bytes(`${one}.request`), world, NONE);
  const take = (of: string) => {
    if (isDrawn) draws.push(read(of).random.answer);
    return system.answer(golden.bytes(`${of}.request`), world, NONE);
  };
  const decide = (): readonly Push[] =>
    decision === null ? [] : desk.decide(request.businessKey, decision).flatMap((entry) => desk.tell(entry));
  if (before !== null) take(before);
  // Whoever asks about it asks after it was decided.
  const early = before === null ? [] : decide();
  const answer = take(name);
  const pushes = [...early, ...answer.pushes, ...(before === null ? decide() : [])];
  const message = () => {
    if (isDrawn) draws.push(random.message);
    return pushes[0]?.write(world, NONE);
  };
  return { answer, message };
}

describe('golden steps of settlement-node', () => {
  it('there are enough of them', () => {
    expect(names.length).toBeGreaterThanOrEqual(16);
  });

  it.each(names)('%s: takes the frame and answers exactly so', (name) => {
    const { answer } = meet(name);

    expect(new TextDecoder('gb18030').decode(answer.plain)).toBe(read(name).answerText);
    expect(answer.frame.toString('hex')).toBe(golden.bytes(`${name}.answer`).toString('hex'));
  });

  it.each(names.filter((name) => read(name).messageText !== undefined))(
    '%s: sends exactly this message, and takes exactly this acknowledgement',
    (name) => {
      const message = meet(name).message();

      expect(message?.body.toString('hex')).toBe(golden.bytes(`${name}.message`).toString('hex'));
      expect(message?.isSettledBy({ status: 0, body: golden.bytes(`${name}.ack`) })).toBe(true);
      expect(message?.isSettledBy({ status: 0, body: golden.bytes(`${name}.answer`) })).toBe(false);
    },
  );
});

it('where handling is not offered the transactions do not exist', () => {
  const { handling: _none, ...options } = read('review-later').options;
  const given = ['review-done', 'account-fen'].map((name) => meet(name, false).answer);
  const site = { ...read('review-later'), options, world: handlingGoldenWorld(0), clock: Date.now };

  expect(given.map(({ plain }) => plain.toString('latin1').includes('<fhm>2003</fhm>'))).toEqual([
    true,
    true,
  ]);
  expect(
    settlementNode.createDesk({ ...site, randomBytes: Buffer.alloc, derive: () => Buffer.alloc(4) }),
  ).toBeNull();
});

it('the worked example of the specification is a golden one', () => {
  const text = readFileSync(new URL('../../../docs/dialects/settlement-node.md', import.meta.url), 'utf8');
  const hashes = ['request', 'answer', 'message', 'ack'].map((kind) =>
    createHash('sha256')
      .update(golden.bytes(`review-later.${kind}`))
      .digest('hex'),
  );

  expect(hashes.map((hash) => text.includes(hash))).toEqual([true, true, true, true]);
  expect(text).toContain(golden.bytes('review-later.request').toString('hex'));
  expect(['review-later', 'hold-refused'].map((name) => text.includes(read(name).answerText))).toEqual([
    true,
    true,
  ]);
});
