import { buffer } from 'node:stream/consumers';
import type { PlaceStore } from '../../../adapters/inbound/PlaceStore.ts';
import { createCollaborationBusPublicSecurity } from '../../../adapters/public-security/collaboration-bus/createCollaborationBusPublicSecurity.ts';
import type { PublicSecurityPort } from '../../../adapters/public-security/port.ts';
import { monotonicClock } from '../../../adapters/transport/monotonicClock.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { createMemoryStore, type MemoryStore } from '../support/createMemoryStore.ts';
import { startHttpServer } from '../transport/startHttpServer.ts';

/** 2026-11-22T02:30:00Z. */
export const NOW = 1_795_314_600_000;

export const OPTIONS = {
  registrationCode: 'demo-code-not-for-use',
  callbackCode: 'demo-callback-not-for-use',
  unitCode: '990000000001',
  unitName: '通办接入网关',
  busUnitCode: '990310000000',
  busUnitName: '示例协同总线',
  callbackPath: '/bus/310000',
};

export interface ReceivedCall {
  readonly path: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

export interface ScriptedAnswer {
  readonly status?: number;
  readonly contentType?: string;
  readonly body: string | Buffer;
}

export interface Setting {
  readonly options?: Readonly<Record<string, unknown>>;
  readonly now?: () => number;
  /** Of pauses, ms; default: `now`. */
  readonly monotonicNow?: () => number;
  readonly nonce?: () => string;
  /** Given by a test of several replicas, or of a restart. */
  readonly store?: MemoryStore;
  /** In place of one in memory. */
  readonly database?: PlaceStore;
}

/** A bus that answers by a script over a real socket, and the adapter connected to it, listening. */
export async function startBus(
  script: (call: ReceivedCall, count: number) => ScriptedAnswer | Promise<ScriptedAnswer>,
  setting: Setting = {},
) {
  const calls: ReceivedCall[] = [];
  const faults: { readonly kind: string; readonly reason: string }[] = [];
  const server = await startHttpServer(async (incoming, response) => {
    const call = { path: incoming.url, headers: incoming.headers, body: await buffer(incoming) };
    calls.push(call);
    const { status = 200, contentType = 'text/xml;charset=UTF-8', body } = await script(call, calls.length);
    response.writeHead(status, { 'content-type': contentType }).end(body);
  });
  const now = setting.now ?? (() => NOW);
  const store = setting.store ?? createMemoryStore(now);
  let nonces = 0;
  const connect = (): PublicSecurityPort =>
    createCollaborationBusPublicSecurity(
      {
        jurisdiction: parseDivisionCode('31'),
        dialect: 'collaboration-bus',
        url: `${server.url}/xtzx`,
        options: { ...OPTIONS, ...setting.options },
        inbound: { host: '127.0.0.1', port: 0 },
      },
      {
        now,
        clock: { now: setting.monotonicNow ?? now, schedule: monotonicClock.schedule },
        nonce:
          setting.nonce ??
          (() => {
            nonces += 1;
            return `TB${String(nonces).padStart(16, '0')}`;
          }),
        onBreakerState: () => undefined,
        store: setting.database ?? store,
        onInboundFault: (fault) => faults.push(fault),
      },
    );
  const port = connect();
  const inbound = await port.inbound?.start();
  if (inbound?.url == null) throw new Error('the adapter does not listen');
  const { url } = inbound;
  return {
    url,
    /** Of the scripted bus. */
    systemUrl: server.url,
    read: port.read,
    step: port.step,
    store,
    calls,
    faults,
    /** The adapter anew on the same store, as after a restart or in another replica; not listening. */
    connect,
    /** One call of the bus to our listener. */
    call: async (body: string | Buffer, init: RequestInit = {}) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'text/xml;charset=UTF-8', soapaction: '"urn:xtzx:bus:1#deliver"' },
        body,
        ...init,
      });
      const { status } = response;
      return { status, contentType: response.headers.get('content-type'), text: await response.text() };
    },
    stop: () => inbound.stop(),
    async [Symbol.asyncDispose]() {
      await inbound.stop();
      await server[Symbol.asyncDispose]();
    },
  };
}
