import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AdapterResources } from '../../../adapters/AdapterResources.ts';
import { createPinyinRestHousingFund } from '../../../adapters/housing-fund/pinyin-rest/createPinyinRestHousingFund.ts';
import type { HousingFundRead } from '../../../adapters/housing-fund/port.ts';
import type { StepPort } from '../../../adapters/steps/StepPort.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { startHttpServer } from '../transport/startHttpServer.ts';
import { NOW } from './rows.ts';

interface ReceivedRequest {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface ScriptedPlace {
  readonly read: HousingFundRead;
  readonly step: StepPort | undefined;
  readonly requests: readonly ReceivedRequest[];
  readonly breakerStates: readonly string[];
  [Symbol.asyncDispose](): Promise<void>;
}

interface Setting {
  readonly options?: Readonly<Record<string, unknown>>;
  readonly now?: AdapterResources['now'];
  /** Appended to the server's URL. */
  readonly basePath?: string;
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
    response.setHeader('content-type', 'application/json; charset=utf-8');
    const isRaw = typeof answer === 'string' || Buffer.isBuffer(answer);
    response.end(isRaw ? answer : JSON.stringify(answer));
  });

  const { read, step } = createPinyinRestHousingFund(
    {
      jurisdiction: parseDivisionCode('4307'),
      dialect: 'pinyin-rest',
      url: `${server.url}${setting.basePath ?? '/gjj'}`,
      options: { appId: 'demo-430700', appSecret: 'demo-secret-not-for-use', ...setting.options },
    },
    {
      now: setting.now ?? (() => NOW),
      nonce: () => {
        throw new Error('the dialect has no nonce');
      },
      onBreakerState: (operation, state) => breakerStates.push(`${operation} ${state}`),
      store: null,
      onInboundFault: () => undefined,
    },
  );
  return { read, step, requests, breakerStates, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}
