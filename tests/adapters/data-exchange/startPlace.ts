import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AdapterResources } from '../../../adapters/AdapterResources.ts';
import { createDataExchangePublicSecurity } from '../../../adapters/public-security/data-exchange/createDataExchangePublicSecurity.ts';
import type { PublicSecurityRead } from '../../../adapters/public-security/port.ts';
import type { StepPort } from '../../../adapters/steps/StepPort.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { startHttpServer } from '../transport/startHttpServer.ts';

/** 2026-11-22T02:30:00Z. */
export const NOW = 1_795_314_600_000;

interface ReceivedRequest {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface ScriptedPlace {
  readonly read: PublicSecurityRead;
  readonly step: StepPort | undefined;
  readonly requests: readonly ReceivedRequest[];
  readonly breakerStates: readonly string[];
  [Symbol.asyncDispose](): Promise<void>;
}

interface Setting {
  readonly options?: Readonly<Record<string, unknown>>;
  readonly now?: AdapterResources['now'];
  readonly nonce?: AdapterResources['nonce'];
}

/** Gives the whole answer: an object is sent as JSON with HTTP 200, a function does as it likes. */
type Script = (
  request: ReceivedRequest,
  count: number,
) => object | string | Buffer | ((response: ServerResponse, request: IncomingMessage) => void);

/** A place whose system answers by a script over a real socket, and the adapter connected to it. */
export async function startPlace(script: Script, setting: Setting = {}): Promise<ScriptedPlace> {
  const requests: ReceivedRequest[] = [];
  const breakerStates: string[] = [];
  const server = await startHttpServer(async (incoming, response) => {
    const { method, url: path, headers } = incoming;
    const request = { method, path, headers, body: await text(incoming) };
    requests.push(request);
    const answer = script(request, requests.length);
    if (typeof answer === 'function') {
      answer(response, incoming);
      return;
    }
    response.setHeader('content-type', 'application/json;charset=UTF-8');
    const isRaw = typeof answer === 'string' || Buffer.isBuffer(answer);
    response.end(isRaw ? answer : JSON.stringify(answer));
  });

  let nonces = 0;
  const countingNonce = () => {
    nonces += 1;
    return String(nonces).padStart(16, '0');
  };
  const { read, step } = createDataExchangePublicSecurity(
    {
      jurisdiction: parseDivisionCode('43'),
      dialect: 'data-exchange',
      url: server.url,
      options: { requesterId: 'dx-demo-430000', secret: 'demo-secret-not-for-use', ...setting.options },
    },
    {
      now: setting.now ?? (() => NOW),
      nonce: setting.nonce ?? countingNonce,
      onBreakerState: (operation, state) => breakerStates.push(`${operation} ${state}`),
      store: null,
      onInboundFault: () => undefined,
    },
  );
  return { read, step, requests, breakerStates, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}
