import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { sm2, sm3, sm4 } from 'sm-crypto-v2';
import type { AdapterResources } from '../../../adapters/AdapterResources.ts';
import { createNationalCipherSocialInsurance } from '../../../adapters/social-insurance/national-cipher/createNationalCipherSocialInsurance.ts';
import type { SocialInsuranceRead } from '../../../adapters/social-insurance/port.ts';
import type { StepPort } from '../../../adapters/steps/StepPort.ts';
import type { Clock } from '../../../adapters/transport/Clock.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { startHttpServer } from '../transport/startHttpServer.ts';

/** 2026-01-05T01:30:00Z. */
export const NOW = 1_767_576_600_000;
/** 2026-01-05 02:00:00 in Beijing. */
export const DATA_TIME = 1_767_549_600_000;

/** Invented key pairs. */
const APP_PRIVATE = '1f3c5a7b9d0e2f4061728394a5b6c7d8e9fa0b1c2d3e4f5061728394a5b6c7d8';
const PLATFORM_PRIVATE = '5d7c9ba8f0e1d2c3b4a5968778695a4b3c2d1e0ffeedccbbaa99887766554433';
const APP_PUBLIC =
  '040e1c6e94c09c15e7ae29a21484b286b8e15d2f9838c671a5e1bde56c02c0dc02ef640011a211b16b3e98c3260e41eb2e37bc2f1514b7cbbdb29574d40c595e54';
const PLATFORM_PUBLIC =
  '04451347f766af14a0070705a015492d5a98bc19c60bcb8702ebffcf6366114186f538ef987a973a869db09a51128bbd15bf52c3498c61f6777ba413c7cc8db91b';

export const SITE = {
  appCode: 'tongban-4401',
  appSecret: 'w7Qm-example-secret',
  appPrivateKey: APP_PRIVATE,
  platformPublicKey: PLATFORM_PUBLIC,
};

const SUCCESSES: Readonly<Record<string, number>> = { SBC202: 0, SBC206: 0, SBC302: 0, SBC303: 0 };
const KEY = '00112233445566778899aabbccddeeff';
const IV = 'a0b1c2d3e4f5061728394a5b6c7d8e9f';

type Fields = Readonly<Record<string, unknown>>;

/** One site, as the other side sees it. */
interface Site {
  readonly sm2UserId?: string;
  readonly signFormat?: string;
  readonly keyMode?: string;
  readonly cipherLayout?: string;
  readonly sm4Mode?: string;
  readonly outerSuccess?: string;
  readonly firstPage?: number;
  readonly handling?: 'offered';
}

export interface ReceivedRequest {
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly serviceCode: string;
  readonly serialNo: string;
  readonly timestamp: string;
  /** The business object, opened; its signature was checked. */
  readonly business: Readonly<Record<string, string | number>>;
}

/** An answer before it is sealed. */
export interface ScriptedAnswer {
  /** The business object; none in refusals of the gateway. */
  readonly business?: Fields | string;
  readonly code?: number;
  /** Top-level fields to add or replace, before signing. */
  readonly head?: Fields;
  /** Fields to replace once all is signed. */
  readonly after?: Fields;
  readonly signWith?: { readonly privateKey?: string; readonly secret?: string };
  readonly encKey?: string;
}

interface ScriptedPlace {
  readonly read: SocialInsuranceRead;
  readonly step: StepPort | undefined;
  readonly faults: readonly string[];
  readonly requests: readonly ReceivedRequest[];
  readonly breakerStates: readonly string[];
  [Symbol.asyncDispose](): Promise<void>;
}

interface Setting {
  readonly options?: Site;
  readonly now?: AdapterResources['now'];
  readonly nonce?: AdapterResources['nonce'];
  readonly clock?: Clock;
}

/** Gives the answer; a text is sent as it is, a function does as it likes. */
type Script = (
  request: ReceivedRequest,
  count: number,
) => ScriptedAnswer | string | Buffer | ((response: ServerResponse) => void) | Promise<ScriptedAnswer>;

/**
 * A place whose gateway answers by a script over a real socket, and the adapter connected to it. It opens requests, checks
 * their signature and writes answers with another implementation of the ciphers.
 */
export async function startPlace(
  script: Script,
  { options = {}, now, nonce, clock }: Setting = {},
): Promise<ScriptedPlace> {
  const requests: ReceivedRequest[] = [];
  const breakerStates: string[] = [];
  const server = await startHttpServer(async (incoming, response) => {
    const request = openRequest(incoming.url, incoming.headers, await text(incoming), options);
    requests.push(request);
    const answer = await script(request, requests.length);
    if (typeof answer === 'function') {
      answer(response);
      return;
    }
    response.setHeader('content-type', 'application/json; charset=utf-8');
    const isRaw = typeof answer === 'string' || Buffer.isBuffer(answer);
    response.end(isRaw ? answer : writeAnswer(request, answer, options));
  });

  let nonces = 0;
  const countedNonce = () => {
    nonces += 1;
    return String(nonces).padStart(16, '0');
  };
  const faults: string[] = [];
  const { read, step } = createNationalCipherSocialInsurance(
    {
      jurisdiction: parseDivisionCode('44'),
      dialect: 'national-cipher',
      url: `${server.url}/natcipher`,
      options: { ...SITE, ...options },
    },
    {
      now: now ?? (() => NOW),
      nonce: nonce ?? countedNonce,
      store: null,
      onInboundFault: ({ kind, reason }) => faults.push(`${kind}: ${reason}`),
      ...(clock === undefined ? {} : { clock }),
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

function openRequest(
  path: string | undefined,
  headers: IncomingHttpHeaders,
  body: string,
  site: Site,
): ReceivedRequest {
  const { data, signData, ...head } = JSON.parse(body);
  const key =
    site.keyMode === 'envelope'
      ? Buffer.from(
          sm2.doDecrypt(data.encKey.slice(2), PLATFORM_PRIVATE, layoutOf(site), { output: 'array' }),
        ).toString('hex')
      : sharedKey();
  const hex: string = site.sm4Mode === 'CBC' ? data.encData.slice(32) : data.encData;
  const business = JSON.parse(
    sm4.decrypt(hex.toLowerCase(), key, modeOf(site, data.encData.slice(0, 32).toLowerCase())),
  );
  const isSigned = sm2.doVerifySignature(
    signText(head, business, SITE.appSecret),
    Buffer.from(signData, 'base64').toString('hex'),
    APP_PUBLIC,
    signing(site),
  );
  if (!isSigned) throw new Error('the request does not fit its signature');
  const { serviceCode, serialNo, timestamp } = head;
  return { path, headers, body, serviceCode, serialNo, timestamp, business };
}

function writeAnswer(request: ReceivedRequest, answer: ScriptedAnswer, site: Site): string {
  const { serviceCode, serialNo } = request;
  const success =
    site.outerSuccess === undefined || site.outerSuccess === 'by-service'
      ? (SUCCESSES[serviceCode] ?? 200)
      : Number(site.outerSuccess);
  const head = {
    appCode: SITE.appCode,
    version: '2.0.0',
    encType: 'SM4',
    signType: 'SM2',
    timestamp: String(NOW + 1_000),
    serviceCode,
    serialNo,
    code: answer.code ?? success,
    message: '成功',
    ...answer.head,
  };
  if (answer.business === undefined) return JSON.stringify({ ...head, ...answer.after });

  const plain = typeof answer.business === 'string' ? answer.business : JSON.stringify(answer.business);
  const key = site.keyMode === 'envelope' ? KEY : sharedKey();
  const enciphered = sm4.encrypt(plain, key, modeOf(site, IV));
  const data = {
    encData: (site.sm4Mode === 'CBC' ? IV + enciphered : enciphered).toUpperCase(),
    ...(site.keyMode === 'envelope'
      ? {
          encKey: answer.encKey ?? `04${sm2.doEncrypt(Buffer.from(KEY, 'hex'), APP_PUBLIC, layoutOf(site))}`,
        }
      : {}),
  };
  const { privateKey = PLATFORM_PRIVATE, secret = SITE.appSecret } = answer.signWith ?? {};
  const business = typeof answer.business === 'string' ? {} : answer.business;
  const signature = sm2.doSignature(signText(head, business, secret), privateKey, signing(site));
  const signData = Buffer.from(signature, 'hex').toString('base64');
  return JSON.stringify({ ...head, data, signData, ...answer.after });
}

function sharedKey(): string {
  return sm3(Buffer.from(SITE.appCode + SITE.appSecret)).slice(0, 32);
}

function layoutOf({ cipherLayout }: Site): 0 | 1 {
  return cipherLayout === 'C1C2C3' ? 0 : 1;
}

function modeOf({ sm4Mode }: Site, iv: string) {
  return sm4Mode === 'CBC' ? ({ mode: 'cbc', iv } as const) : ({ mode: 'ecb' } as const);
}

function signing({ sm2UserId: userId = '1234567812345678', signFormat }: Site) {
  return { hash: true, der: signFormat !== 'RS', userId };
}

/** Section 3 of the specification. */
function signText(head: Fields, business: Fields, secret: string): string {
  const fields: Fields = { ...head, data: JSON.stringify(sorted(business)) };
  return `${Object.keys(fields)
    .filter((name) => fields[name] !== '' && fields[name] !== null)
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&')}&key=${secret}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== null && field !== '')
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, field]) => [name, sorted(field)]),
  );
}
