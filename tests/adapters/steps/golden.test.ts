import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { AdapterResources } from '../../../adapters/AdapterResources.ts';
import {
  connectHousingFund,
  connectPublicSecurity,
  connectSocialInsurance,
} from '../../../adapters/connect.ts';
import type { Inbound } from '../../../adapters/inbound/Inbound.ts';
import type { Place } from '../../../adapters/Place.ts';
import type { StepPort } from '../../../adapters/steps/StepPort.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { type GoldenStep, goldenStep, goldenSteps } from '../../support/goldenSteps.ts';
import { createMemoryStore } from '../support/createMemoryStore.ts';
import { startHttpServer } from '../transport/startHttpServer.ts';

type Connect = (
  place: Place,
  resources: AdapterResources,
) => { readonly step?: StepPort; readonly inbound?: Inbound };
const CONNECT = {
  'public-security': connectPublicSecurity,
  'social-insurance': connectSocialInsurance,
  'housing-fund': connectHousingFund,
} as const satisfies Record<string, Connect>;
const { signal } = new AbortController();

/** A system that gives one golden answer over a real socket, and the adapter of its place. */
async function startGolden({ answer, answerBytes, ...golden }: GoldenStep) {
  const received: unknown[] = [];
  const server = await startHttpServer(async (incoming, response) => {
    const { method, url: path, headers } = incoming;
    received.push({ method, path, headers, bytes: await buffer(incoming) });
    response.writeHead(answer.status, answer.headers).end(answerBytes);
  });
  const { dialect, department, jurisdiction, url, options, instant, nonce } = golden;
  const store = createMemoryStore(() => instant);
  const connect: Connect = CONNECT[department];
  const { step, inbound } = connect(
    {
      jurisdiction: parseDivisionCode(jurisdiction),
      dialect,
      url: `${server.url}${url}`,
      options,
      inbound: { host: '127.0.0.1', port: 0 },
    },
    {
      now: () => instant,
      nonce: () => nonce,
      onBreakerState: () => undefined,
      onInboundFault: () => undefined,
      store,
    },
  );
  if (step === undefined) throw new Error('it does not handle');
  return { step, inbound, store, received, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

/** Files that a third implementation made: neither the adapter nor the simulated system. */
describe('a golden step', () => {
  it.each(goldenSteps('to-system'))('$name: asks with exactly these bytes: $meaning', async (golden) => {
    const { call, request, sent, requestBytes, expected } = golden;
    await using system = await startGolden(golden);
    const { step, received } = system;
    const result = await (call === 'find' ? step.find?.(request, signal) : step.submit(request, signal));

    expect(result).toEqual(expected);
    expect(received).toEqual([
      {
        method: 'POST',
        path: sent.path,
        headers: expect.objectContaining(sent.headers),
        bytes: requestBytes,
      },
    ]);
  });

  it.each(goldenSteps('to-us'))('$name: acknowledges with exactly these bytes: $meaning', async (golden) => {
    const { request, before, sent, requestBytes, answer, answerBytes, messageId, expected } = golden;
    await using system = await startGolden(goldenStep(before ?? ''));
    const { step, inbound, store } = system;
    await step.submit(request, signal);
    const running = await inbound?.start();
    const url = running?.url ?? '';
    const { headers } = sent;
    const response = await fetch(url, { method: 'POST', headers, body: requestBytes });
    const acknowledged = Buffer.from(await response.arrayBuffer());
    await running?.stop();

    expect(new URL(url).pathname).toBe(sent.path);
    expect(acknowledged.toString()).toBe(answerBytes.toString());
    expect([response.status, acknowledged.equals(answerBytes)]).toEqual([answer.status, true]);
    expect(store.stepAnswers).toEqual([{ businessKey: request.businessKey, messageId, result: expected }]);
  });
});
