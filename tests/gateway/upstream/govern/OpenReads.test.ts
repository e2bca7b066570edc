import { expect, it } from 'vitest';
import type { CallContextCaller } from '../../../../domain/callContext.ts';
import { Endpoints } from '../../../../gateway/upstream/govern/Endpoints.ts';
import { GovernedCall } from '../../../../gateway/upstream/govern/GovernedCall.ts';
import { OpenReads } from '../../../../gateway/upstream/govern/OpenReads.ts';
import type { UpstreamQuestion } from '../../../../gateway/upstream/govern/UpstreamQuestion.ts';
import { upstreamSettings } from '../../../../gateway/upstream/govern/upstreamSettings.ts';

const endpoint = new Endpoints({
  settings: upstreamSettings.parse({}),
  jurisdictionTimeoutMs: () => 2_000,
}).find('funds', null, 'http://127.0.0.1:1/');
const owner = { maxBodyBytes: 1, maxHeldBytes: 1, fairMs: 1, onEnd: () => undefined };

/** A question that counts how often its body is looked at. */
function world() {
  const looks = { count: 0 };
  const questionOf = (body: string, subject?: string, deadlineAt = 5_000): UpstreamQuestion => {
    const caller: CallContextCaller | null =
      subject === undefined ? null : { issuer: 'i', subject, portal: 'p', scopes: [], purpose: 'self' };
    return {
      request: { service: 'funds', jurisdiction: null, url: '' },
      isRead: true,
      get body() {
        looks.count++;
        return body;
      },
      context: { requestId: 'r', traceparent: undefined, caller, deadlineAt, language: 'en' },
      send: () => undefined,
    };
  };
  const reads = new OpenReads();
  const open = (question: UpstreamQuestion) => {
    const call = new GovernedCall(endpoint, question, { owner, now: 0, limitAt: Infinity, writesBefore: 0 });
    reads.add(call, reads.keyOf(question));
    return call;
  };
  const find = (question: UpstreamQuestion) => reads.find(question, reads.keyOf(question), 0, 0);
  return { looks, questionOf, reads, open, find };
}

const many = Array.from({ length: 4_000 }, (_, index) => index);
const LONG = 'field '.repeat(500);

it('finds each of thousands, by a look at a few of them', () => {
  const { looks, questionOf, open, find } = world();
  const calls = many.map((n) => open(questionOf(`{"query":"{${LONG}}","variables":{"n":${n}}}`)));
  const persons = many.map((n) => open(questionOf('the same', `s${n}`)));

  looks.count = 0;
  for (const n of [0, 5, 20, 2_000, 3_999]) {
    expect(find(questionOf(`{"query":"{${LONG}}","variables":{"n":${n}}}`))).toBe(calls[n]);
    expect(find(questionOf('the same', `s${n}`))).toBe(persons[n]);
  }
  expect(find(questionOf('the same', 'nobody'))).toBeUndefined();
  expect(looks.count).toBeLessThan(11 * 40);
});

it('loses what has ended and nothing else, in whatever order', () => {
  const { questionOf, reads, open, find } = world();
  const calls = many.map((n) => open(questionOf(`${n}`)));

  for (const [n, call] of calls.entries()) if (n % 3 !== 0) reads.delete(call);
  for (const [n, call] of calls.entries())
    expect(find(questionOf(`${n}`))).toBe(n % 3 === 0 ? call : undefined);
  for (const call of calls) reads.delete(call);
  expect(many.filter((n) => find(questionOf(`${n}`)) !== undefined)).toEqual([]);
  const again = many.map((n) => open(questionOf(`${n}`)));
  expect(many.map((n) => find(questionOf(`${n}`)))).toEqual(again);
});

it('keeps the last of equal ones that could not share a call', () => {
  const { looks, questionOf, open, find, reads } = world();
  for (const n of many.slice(0, 20)) open(questionOf(`${n}`));
  const calls = many.map((n) => open(questionOf('equal', undefined, n)));

  looks.count = 0;
  expect(find(questionOf('equal', undefined, 3_999))).toBe(calls.at(-1));
  expect(find(questionOf('equal', undefined, 4_500))).toBeUndefined();
  expect(looks.count).toBeLessThan(100);
  for (const call of calls) reads.delete(call);
  expect(find(questionOf('equal', undefined, 0))).toBeUndefined();
});

it('passes over a call that began too early, be it among few or among many', () => {
  const { questionOf, reads, open } = world();
  const [first, ...others] = many.slice(0, 20).map((n) => ({ n, call: open(questionOf(`${n}`)) }));
  const found = (n: number | undefined, earliest: number) => {
    const question = questionOf(`${n}`);
    return reads.find(question, reads.keyOf(question), earliest, 0);
  };

  for (const one of [first, others.at(-1)]) {
    expect([found(one?.n, 0), found(one?.n, 1)]).toEqual([one?.call, undefined]);
  }
});

it('does not take the characters of one that is sent as bytes for the text of another', () => {
  const { questionOf, open, find } = world();
  const asBytes = (question: UpstreamQuestion): UpstreamQuestion => ({
    ...question,
    request: { ...question.request, bytes: Buffer.from(question.body, 'latin1') },
  });
  const [text, bytes] = [open(questionOf('Ã©', 's')), open(asBytes(questionOf('Ã¼', 's')))];

  expect([find(questionOf('Ã©', 's')), find(asBytes(questionOf('Ã©', 's')))]).toEqual([text, undefined]);
  expect([find(questionOf('Ã¼', 's')), find(asBytes(questionOf('Ã¼', 's')))]).toEqual([undefined, bytes]);
});
