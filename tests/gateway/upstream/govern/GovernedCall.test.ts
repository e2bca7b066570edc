import { afterEach, beforeEach, expect, it, vi } from 'vitest';
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
afterEach(() => {
  leaving.abort();
  vi.useRealTimers();
});

/** Reads of an endpoint whose slow ones are hedged, and which never answers. */
function world(send: UpstreamQuestion['send'] = () => undefined, mostInFlight = 4) {
  const lane = new Lane('http://127.0.0.1:1', mostInFlight, 1_000);
  const settings = upstreamSettings.parse({ hedged: ['funds'], leastInFlight: 1, mostInFlight });
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
  const owner = { maxBodyBytes: 1, maxHeldBytes: 1, fairMs: 1, onEnd: () => undefined };
  const failures: unknown[] = [];
  const start = () => {
    const now = performance.now();
    const call = new GovernedCall(endpoint, question, { owner, now, limitAt: Infinity, writesBefore: 0 });
    call.join({
      call,
      limitMs: 60_000,
      isEndpointLimit: false,
      signal: leaving.signal,
      listener: { onAnswer: () => undefined, onFailure: (error) => void failures.push(error) },
      held: undefined,
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

it('that waited for its turn has all of its time from then on', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const attempts: PostExchange[] = [];
  const { endpoint, failures, start } = world((_, exchange) => void attempts.push(exchange), 1);
  const fault = new Error('the first one failed');
  start();
  start();
  expect(endpoint.state()).toMatchObject({ inFlight: 1, waiting: 1 });

  attempts[0]?.onError(fault);
  expect(endpoint.state()).toMatchObject({ inFlight: 1, waiting: 0 });
  vi.advanceTimersByTime(endpoint.waitMs + 1);

  expect([failures, attempts.length]).toEqual([[fault], 2]);
  expect(endpoint.state()).toMatchObject({ inFlight: 1, refused: { busy: 0 } });
});

it('is sent a second time within the limit of its endpoint only', () => {
  const { endpoint, start } = world(undefined, 1);

  start().hedge();

  expect(endpoint).toMatchObject({ inFlight: 1, hedges: 0 });
});

it('goes on with its other attempt where the first is answered with a fault', () => {
  const attempts: PostExchange[] = [];
  const { endpoint, failures, start } = world((_, exchange) => void attempts.push(exchange));
  start().hedge();

  attempts[0]?.onConnect(() => undefined);
  attempts[0]?.onHeaders(502, [Buffer.from('content-type'), Buffer.from('text/html')]);
  attempts[0]?.onComplete();

  expect(endpoint.state()).toMatchObject({ inFlight: 1, breakers: { reads: 'closed' } });
  const fault = new Error('the second one failed');
  attempts[1]?.onError(fault);
  expect([failures, endpoint.inFlight]).toEqual([[fault], 0]);
});
