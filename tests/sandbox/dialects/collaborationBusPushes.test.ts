import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { apply } from '../support/busApplication.ts';
import { textIn } from '../support/busEnvelope.ts';
import { HELD, isBad, isGood, numbersOf, TWO } from '../support/busPeople.ts';
import type { BusCall, BusListener } from '../support/startBusListener.ts';
import { type BusTrial, startBusTrial } from '../support/startBusTrial.ts';

let trial: BusTrial;
// A bus counts its applications, and what it mixes in depends on the count.
beforeEach(async () => {
  trial = await startBusTrial();
});
afterEach(async () => {
  expect(await trial.close()).toEqual([]);
});

describe('notices', () => {
  it('tell of everybody whom the bus holds, when it learns where to call', async () => {
    await trial.bus.admin('PUT', 'callback', { url: trial.listener.url });
    await trial.settled();
    const told = trial.listener.calls.flatMap(({ records }) => records.filter(isGood));

    expect(new Set(trial.listener.calls.map(({ business }) => business))).toEqual(new Set(['0109']));
    expect(new Set(numbersOf(told))).toEqual(new Set(numbersOf(HELD)));
    expect(
      trial.listener.calls.every(({ records }) => records.length <= Number(trial.bus.options['recordLimit'])),
    ).toBe(true);
    const newest = told
      .map(({ dataTime }) => dataTime)
      .toSorted()
      .at(-1);
    expect(new Set(numbersOf(told.filter(({ dataTime }) => dataTime === newest)))).toEqual(
      new Set(numbersOf(HELD)),
    );
  });

  it('come out of order, twice, with bad records among good ones, and older after newer', async () => {
    await trial.fail('unruly-pushes');
    await trial.bus.admin('PUT', 'callback', { url: trial.listener.url });
    await trial.settled();
    const messages = new Map<string, number>();
    for (const { messageNumber } of trial.listener.calls)
      messages.set(messageNumber, (messages.get(messageNumber) ?? 0) + 1);
    const packages = Math.ceil(HELD.length / 20);
    const bad = trial.listener.calls.flatMap(({ records }) => records).filter(isBad);

    // Each package twice, its older state once, and its bad record once more alone.
    expect([...messages.values()].filter((count) => count === 2)).toHaveLength(packages);
    expect(messages.size).toBe(3 * packages - (HELD.length % 20 === 1 ? 1 : 0));
    expect(bad.length).toBeGreaterThanOrEqual(2 * (packages - 1));
    const told = trial.listener.calls.flatMap(({ records }) => records.filter(isGood));
    expect(new Set(numbersOf(told))).toEqual(new Set(numbersOf(HELD)));
  });
});

describe('the bus calls again with the same bytes', () => {
  it.each<[string, (call: BusCall) => ReturnType<NonNullable<BusListener['reply']>>]>([
    ['the success code of another operation', () => ({ code: '2' })],
    ['an error', () => ({ code: '-99' })],
    ['bare text', () => ({ text: '-21|系统繁忙' })],
    ['another status', () => ({ status: 503 })],
    ['a lost connection', () => 'drop'],
  ])('after %s, until it is acknowledged', async (_what, reply) => {
    await trial.callBack();
    trial.listener.reply = reply;
    await apply(trial.bus, TWO);
    await trial.heard(2);
    trial.listener.reply = undefined;
    await trial.settled();
    const count = trial.listener.calls.length;

    expect(new Set(trial.listener.calls.map(({ body }) => body.toString('base64'))).size).toBe(1);
    expect(count).toBeGreaterThanOrEqual(3);
  });

  it('and under another number when a fault has changed what it says', async () => {
    await trial.callBack();
    trial.listener.reply = () => 'drop';
    await apply(trial.bus, TWO);
    await trial.heard(2);
    await trial.fail('wrong-person');
    const changed = trial.listener.calls.length;
    await trial.heard(changed + 2);
    trial.listener.reply = undefined;
    await trial.settled();

    const bodies = new Map<string, Set<string>>();
    for (const { messageNumber, body } of trial.listener.calls) {
      const known = bodies.get(messageNumber) ?? new Set();
      bodies.set(messageNumber, known.add(body.toString('base64')));
    }
    expect(bodies.size).toBe(2);
    expect([...bodies.values()].map(({ size }) => size)).toEqual([1, 1]);
  });

  it('but not when nobody applied for the feedback', async () => {
    await trial.callBack();
    trial.listener.reply = () => ({ code: '-7' });
    await apply(trial.bus, TWO);
    await trial.settled();

    expect(trial.listener.calls).toHaveLength(1);
  });
});

describe('a fault', () => {
  it.each(['hang', 'refuse'])('%s: a system that is down does not call', async (kind) => {
    await trial.callBack();
    await trial.bus.admin('POST', 'pushes/pause');
    await apply(trial.bus, TWO);
    await trial.fail(kind);
    await trial.bus.admin('POST', 'pushes/resume');
    const before = [trial.listener.calls.length, await trial.state()];
    await trial.heal();
    await trial.settled();

    expect(before).toEqual([0, expect.objectContaining({ waiting: 1, paused: false })]);
    expect(trial.listener.calls).toHaveLength(1);
  });

  it.each<[string, object?]>([
    ['garbage'],
    ['truncated'],
    ['html'],
    ['empty'],
    ['wrong-charset'],
    ['xxe'],
    ['billion-laughs'],
    ['huge', { bytes: 300_000 }],
    ['deep', { levels: 1_000 }],
  ])('%s: spoils what the bus sends, and a repetition is right when it is over', async (kind, details) => {
    await trial.callBack();
    await trial.bus.admin('POST', 'pushes/pause');
    const { collaborationNumber } = await apply(trial.bus, TWO);
    await trial.fail(kind, details);
    trial.listener.reply = () => ({ text: '-2|报文不是良构的' });
    await trial.bus.admin('POST', 'pushes/resume');
    await trial.heard(1);
    const [spoiled] = trial.listener.calls;
    await trial.heal();
    trial.listener.reply = undefined;
    await trial.settled();
    const right = trial.listener.calls.at(-1);

    expect(right).toMatchObject({ collaborationNumber, business: '0102' });
    expect(numbersOf(right?.records ?? [])).toEqual(numbersOf(TWO));
    expect(spoiled?.body.equals(right?.body ?? Buffer.alloc(0))).toBe(false);
  });

  it('truncated by a lost connection: nothing whole arrives', async () => {
    await trial.callBack();
    await trial.bus.admin('POST', 'pushes/pause');
    await apply(trial.bus, TWO);
    await trial.fail('truncated', { cut: 'connection' });
    await trial.bus.admin('POST', 'pushes/resume');
    await eventually(async () => expect(await trial.state()).toMatchObject({ waiting: 1 }));
    const before = trial.listener.calls.length;
    await trial.heal();
    await trial.settled();

    expect([before, trial.listener.calls.length]).toEqual([0, 1]);
  });

  it('latency: what the bus sends comes late, too', async () => {
    await trial.callBack();
    await trial.fail('latency', { ms: 40 });
    const started = performance.now();
    await apply(trial.bus, TWO);
    await trial.settled();

    expect(trial.listener.calls).toHaveLength(1);
    expect(performance.now() - started).toBeGreaterThan(75);
  });

  it('wrong-person: the entries are somebody else’s', async () => {
    await trial.callBack();
    await trial.fail('wrong-person');
    await apply(trial.bus, TWO);
    await trial.settled();
    const records = trial.listener.calls[0]?.records ?? [];

    expect(numbersOf(records)).toEqual(numbersOf(TWO));
    for (const { text, number } of records) {
      const owners = Array.from(text.matchAll(/<SSHM>([^<]+)</g), ([, owner]) => owner);
      expect(owners.length).toBeGreaterThan(0);
      expect(owners).not.toContain(number);
    }
  });

  it('stale-schema: release 1.0', async () => {
    await trial.callBack();
    await trial.fail('stale-schema');
    await apply(trial.bus, TWO);
    await trial.settled();
    const [{ document } = { document: '' }] = trial.listener.calls;

    expect(textIn(document, 'BBH')).toBe('1.0');
    expect(document).not.toMatch(/<(DJRQ|GSZT|JYYXQZRQ)>/);
  });

  it('error: refuses the application, or says later that it failed, or refuses the records', async () => {
    await trial.callBack();
    await trial.bus.admin('POST', 'pushes/pause');
    const taken = await apply(trial.bus, TWO);
    await trial.fail('error');
    const refused = await apply(trial.bus, TWO);
    await trial.bus.admin('POST', 'pushes/resume');
    await trial.settled();
    const failed = trial.feedbackTo(taken);
    await trial.fail('error', { code: '-13' });
    const sealed = await apply(trial.bus, TWO);
    await trial.settled();

    expect([refused.ack.code, trial.feedbackTo(refused)]).toEqual(['-99', []]);
    expect(failed.map(({ document, records }) => [textIn(document, 'FHM'), records])).toEqual([['-99', []]]);
    expect(sealed.ack.code).toBe('1');
    const answers = trial.feedbackTo(sealed).flatMap(({ records }) => records);
    expect(answers.map(({ kind, text }) => `${kind} ${textIn(text, 'FHM')}`)).toEqual([
      'refusal -13',
      'refusal -13',
    ]);
  });

  it('unruly-pushes: every application meets every habit', async () => {
    await trial.callBack();
    await trial.fail('unruly-pushes');
    const application = await apply(trial.bus, TWO);
    const early = trial.feedbackTo(application).length;
    await trial.settled();
    const feedback = trial.feedbackTo(application);

    expect(early).toBeGreaterThan(0);
    // Two halves and the corrected record, each twice; the foreign one twice; and the older state.
    expect([feedback.length, trial.listener.calls.length]).toEqual([6, 9]);
    expect(feedback.flatMap(({ records }) => records).filter(isBad)).toHaveLength(2);
    expect(new Set(numbersOf(feedback.flatMap(({ records }) => records.filter(isGood))))).toEqual(
      new Set(numbersOf(TWO)),
    );
  });
});
