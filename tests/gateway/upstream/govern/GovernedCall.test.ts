import { afterEach, beforeEach, expect, it } from 'vitest';
import { GovernedCall } from '../../../../gateway/upstream/govern/GovernedCall.ts';
import { GovernedEndpoint } from '../../../../gateway/upstream/govern/GovernedEndpoint.ts';
import { Lane } from '../../../../gateway/upstream/govern/Lane.ts';
import type { UpstreamQuestion } from '../../../../gateway/upstream/govern/UpstreamQuestion.ts';
import { upstreamSettings } from '../../../../gateway/upstream/govern/upstreamSettings.ts';
import type { PostExchange } from '../../../../gateway/upstream/PostExchange.ts';

let leaving: AbortController;
beforeEach(() => {
  leaving = new AbortController();
});
afterEach(() => leaving.abort());

/** Reads of an endpoint whose slow ones are hedged, and which never answers. */
function world(send: UpstreamQuestion['send'] = () => undefined) {
  const lane = new Lane('http://127.0.0.1:1', 4, 1_000);
  const settings = upstreamSettings.parse({ hedged: ['funds'] });
  const endpoint = new GovernedEndpoint({ service: 'funds', jurisdiction: '43', path: '/', lane, settings });
  // As after a day of reads, so that one more attempt is within the budget.
  for (let read = 0; read < 100; read++) endpoint.budget.earn();
  const question: UpstreamQuestion = {
    request: { service: 'funds', jurisdiction: '43', url: '' },
    isRead: true,
    body: '',
    context: { requestId: 'r', traceparent: undefined, caller: null, deadlineAt: Infinity, language: 'en' },
    send,
  };
  const owner = { maxBodyBytes: 1, fairMs: 1, onEnd: () => undefined };
  const failures: unknown[] = [];
  const start = () => {
    const now = performance.now();
    const call = new GovernedCall(endpoint, question, { owner, now, limitAt: Infinity, writesBefore: 0 });
    call.join(60_000, false, leaving.signal, {
      onAnswer: () => undefined,
      onFailure: (error) => void failures.push(error),
    });
    call.start();
    return call;
  };
  return { endpoint, failures, start };
}

it('is sent a second time while it is slow, and no more than that', () => {
  const { endpoint, start } = world();
  const call = start();

  call.hedge();
  call.hedge();

  expect(endpoint).toMatchObject({ inFlight: 2, hedges: 1 });
});

it('stays the only one where it is to find out whether its endpoint is back, however slow it is', () => {
  const { endpoint, start } = world();
  const longAgo = performance.now() - 60_000;
  for (let failure = 0; failure < 10; failure++) endpoint.reads.failed(0, longAgo, longAgo);
  const probe = start();
  expect(endpoint).toMatchObject({ inFlight: 1, reads: { state: 'half-open' } });

  probe.hedge();

  expect(endpoint).toMatchObject({ inFlight: 1, hedges: 0 });
});

it('fails at once where it cannot be made, and gives back its place', () => {
  const fault = new Error('nothing to sign with');
  const { endpoint, failures, start } = world(() => {
    throw fault;
  });

  start();

  expect(failures).toEqual([fault]);
  expect(endpoint).toMatchObject({ inFlight: 0, isIdle: true });
});

it('is sent twice at most, whatever becomes of both', () => {
  const attempts: PostExchange[] = [];
  const { endpoint, failures, start } = world((_, exchange) => void attempts.push(exchange));
  const closed = Object.assign(new Error('the other side has closed'), { code: 'UND_ERR_SOCKET' });
  start().hedge();

  for (const attempt of attempts) attempt.onError(closed);

  expect(attempts).toHaveLength(2);
  expect(failures).toEqual([closed]);
  expect(endpoint).toMatchObject({ inFlight: 0, hedges: 1, retries: 0 });
});

it.each([
  ['UND_ERR_SOCKET', 2],
  ['ECONNRESET', 2],
  ['EPIPE', 2],
  ['ECONNREFUSED', 1],
  ['UND_ERR_BODY_TIMEOUT', 1],
])('whose socket fails with %s is sent %i time(s)', (code, times) => {
  const attempts: PostExchange[] = [];
  const { failures, start } = world((_, exchange) => void attempts.push(exchange));
  start();

  attempts[0]?.onError(Object.assign(new Error('the socket failed'), { code }));

  expect([attempts.length, failures.length]).toEqual([times, 2 - times]);
});
