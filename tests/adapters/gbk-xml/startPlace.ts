import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import iconv from 'iconv-lite';
import type { AdapterResources } from '../../../adapters/AdapterResources.ts';
import { createGbkXmlSocialInsurance } from '../../../adapters/social-insurance/gbk-xml/createGbkXmlSocialInsurance.ts';
import type { SocialInsuranceRead } from '../../../adapters/social-insurance/port.ts';
import type { StepPort } from '../../../adapters/steps/StepPort.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { startHttpServer } from '../transport/startHttpServer.ts';

/** 2026-01-05T01:30:00Z. */
export const NOW = 1_767_576_600_000;
/** 2026-01-05 02:00:00 in Beijing. */
export const DATA_TIME = 1_767_549_600_000;

const OPTIONS = { agencyCode: '430000', user: 'tongban_cx', password: 'Px7!example' };

export interface ReceivedRequest {
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  /** Decoded. */
  readonly xml: string;
  /** The first element of the name, unescaped by nobody. */
  element(name: string): string | undefined;
}

/** Rows of a success, with the attributes beyond the person's. */
export interface ScriptedRow {
  readonly number: string;
  readonly name: string;
  readonly [attribute: string]: string;
}

export interface ScriptedAnswer {
  readonly code?: string;
  readonly text?: string;
  readonly rows?: readonly ScriptedRow[];
  readonly hs?: number;
  readonly zhs?: number;
  readonly dataTime?: string;
  /** The whole body, in place of what the rows make. */
  readonly body?: string;
  readonly lsh?: string;
  readonly jydm?: string;
  readonly zy?: string;
}

interface ScriptedPlace {
  readonly read: SocialInsuranceRead;
  readonly step: StepPort | undefined;
  /** What operators were told. */
  readonly faults: readonly string[];
  readonly requests: readonly ReceivedRequest[];
  readonly breakerStates: readonly string[];
  [Symbol.asyncDispose](): Promise<void>;
}

interface Setting {
  readonly options?: Readonly<Record<string, unknown>>;
  readonly now?: AdapterResources['now'];
  readonly nonce?: AdapterResources['nonce'];
  readonly clock?: NonNullable<AdapterResources['clock']>;
}

/** Gives the answer; bytes are sent as they are, a function does as it likes. */
type Script = (
  request: ReceivedRequest,
  count: number,
) => ScriptedAnswer | Buffer | ((response: ServerResponse) => void) | Promise<ScriptedAnswer>;

/** A place whose system answers by a script over a real socket, and the adapter connected to it. */
export async function startPlace(script: Script, setting: Setting = {}): Promise<ScriptedPlace> {
  const requests: ReceivedRequest[] = [];
  const breakerStates: string[] = [];
  const faults: string[] = [];
  const options = { ...OPTIONS, ...setting.options };
  const server = await startHttpServer(async (incoming, response) => {
    const request = toRequest(incoming.url, incoming.headers, await buffer(incoming));
    requests.push(request);
    const answer = await script(request, requests.length);
    if (typeof answer === 'function') {
      answer(response);
      return;
    }
    response.setHeader('content-type', 'text/xml; charset=GBK');
    response.end(Buffer.isBuffer(answer) ? answer : writeAnswer(request, answer, options));
  });

  let nonces = 0;
  const countedNonce = () => {
    nonces += 1;
    return String(nonces).padStart(16, '0');
  };
  const { read, step } = createGbkXmlSocialInsurance(
    { jurisdiction: parseDivisionCode('43'), dialect: 'gbk-xml', url: `${server.url}/sbjk`, options },
    {
      now: setting.now ?? (() => NOW),
      nonce: setting.nonce ?? countedNonce,
      store: null,
      ...(setting.clock === undefined ? {} : { clock: setting.clock }),
      onInboundFault: ({ kind, reason }) => {
        faults.push(`${kind}: ${reason}`);
      },
      onBreakerState: (operation, state) => {
        breakerStates.push(`${operation} ${state}`);
      },
    },
  );
  return {
    read,
    step,
    faults,
    requests,
    breakerStates,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** Writes an answer as section 5 of the specification says, digest included. */
export function writeAnswer(
  request: ReceivedRequest,
  answer: ScriptedAnswer,
  { password, digest = 'MD5' }: { readonly password?: unknown; readonly digest?: unknown },
): Buffer {
  const { code = '0000', text = '交易成功', rows = [], dataTime = '20260105020000' } = answer;
  const { hs = rows.length, zhs = rows.length } = answer;
  const success =
    `<body><sjsj>${dataTime}</sjsj>` +
    (rows.length === 0
      ? `<rows hs="${hs}" zhs="${zhs}"/></body>`
      : `<rows hs="${hs}" zhs="${zhs}">${rows.map(rowOf).join('')}</rows></body>`);
  const body = iconv.encode(answer.body ?? (code === '0000' ? success : '<body/>'), 'gb18030');
  const lsh = answer.lsh ?? request.element('lsh') ?? '';
  const sjc = '20260105093001';
  const zy =
    answer.zy ??
    createHash(String(digest).toLowerCase())
      .update(`${password}${code}${sjc}${lsh}`)
      .update(body)
      .digest('hex')
      .toUpperCase();
  const head =
    `<jydm>${answer.jydm ?? request.element('jydm')}</jydm><lsh>${lsh}</lsh><rtncode>${code}</rtncode>` +
    `<rtntext>${text}</rtntext><sjc>${sjc}</sjc><zy>${zy}</zy>`;
  return Buffer.concat([
    iconv.encode(`<?xml version="1.0" encoding="GBK"?>\n<response><head>${head}</head>`, 'gb18030'),
    body,
    Buffer.from('</response>'),
  ]);
}

function rowOf({ number, name, ...attributes }: ScriptedRow): string {
  const all = { aac001: '4300000017', aac002: number, aac003: name, ...attributes };
  return `<row ${Object.entries(all)
    .map(([attribute, value]) => `${attribute}="${value}"`)
    .join(' ')}/>`;
}

function toRequest(path: string | undefined, headers: IncomingHttpHeaders, bytes: Buffer): ReceivedRequest {
  const xml = iconv.decode(bytes, 'gb18030');
  const element = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return { path, headers, bytes, xml, element };
}
