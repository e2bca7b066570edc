import { onTestFinished } from 'vitest';
import { createSettlementNodeHousingFund } from '../../../adapters/housing-fund/settlement-node/createSettlementNodeHousingFund.ts';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { lin, stepRequest } from '../steps/stepRequest.ts';
import { createMemoryStore, type MemoryStore } from '../support/createMemoryStore.ts';
import { FakeClock } from '../transport/FakeClock.ts';
import { type HubWord, NODE_OPTIONS, startSessionHub } from './startSessionHub.ts';

export const jurisdiction = parseDivisionCode('330000');
const { signal } = new AbortController();
export const asked = stepRequest('pay-transfer', { form: { amount: '1200.00' } });
export const KEY = asked.businessKey;
export const PAID = '33000020261122000009';
export const NOW = Date.parse('2026-11-22T02:30:00.000Z');

export interface Replica {
  readonly store: MemoryStore;
  readonly clock?: FakeClock;
  readonly options?: object;
  readonly relay?: { readonly host: string; readonly port: number; readonly advertise?: string };
}

export async function startReplica(url: string, { store, clock = new FakeClock(), options, relay }: Replica) {
  const faults: string[] = [];
  const port = createSettlementNodeHousingFund(
    {
      jurisdiction,
      dialect: 'settlement-node',
      url,
      options: { ...NODE_OPTIONS, handling: 'offered', ...options },
      inbound: { host: '127.0.0.1', port: 0 },
      relay: relay ?? { host: '127.0.0.1', port: 0 },
    },
    {
      now: () => NOW,
      clock,
      nonce: () => '0123456789abcdef',
      store,
      onBreakerState: () => undefined,
      onInboundFault: ({ kind, reason }) => faults.push(`${kind}: ${reason}`),
    },
  );
  const running = await port.inbound?.start();
  const stop = async () => {
    await running?.stop();
    await running?.close?.();
  };
  onTestFinished(stop);
  const { step } = port;
  if (step === undefined) throw new Error('it does not handle');
  return {
    step,
    faults,
    stop,
    listenerPort: Number(new URL(running?.url ?? '').port),
    submit: (request: StepRequest = asked) => step.submit(request, signal),
    find: async (request: StepRequest = asked) => step.find?.(request, signal),
  };
}

export async function startPlace(say: (request: string) => HubWord | Promise<HubWord>, options: object = {}) {
  const hub = await startSessionHub(say);
  const store = createMemoryStore(() => NOW);
  const clock = new FakeClock();
  return { hub, store, clock, ...(await startReplica(hub.url, { store, clock, options })) };
}

export const OUTPUTS = [
  ['ZFLSH', PAID],
  ['ZYJE', '1200.00 '],
] as const;

export interface Entry {
  readonly [column: string]: string | readonly (readonly [string, string])[] | undefined;
  readonly outputs?: readonly (readonly [string, string])[];
}

export function entryOf({ outputs = OUTPUTS, ...change }: Entry = {}) {
  const columns: Record<string, unknown> = {
    ZJHM: lin.number.toLowerCase(),
    XINGMING: `${lin.name}    `,
    YWBH: KEY,
    XTBH: asked.collaborationNumber,
    YWDM: 'ZCZ',
    BLFX: '1',
    ZXLSH: '33000020261122000001',
    BLZT: '10',
    BJSJ: '20261122103000',
    JJDM: '',
    JJYY: '   ',
    JGS: String(outputs.length),
    ...change,
  };
  return { columns, outputs };
}

export function row(entry: Entry = {}): string {
  const { columns, outputs } = entryOf(entry);
  const inner = Object.entries(columns).map(([name, value]) => `<${name}>${value}</${name}>`);
  const items = outputs.map(([name, value]) => `<JG><XMC>${name}</XMC><XMZ>${value}</XMZ></JG>`);
  return `<row>${[...inner, ...items].join('')}</row>`;
}

export const word = (status: HubWord['status'], code: string, rows: readonly string[]): HubWord => ({
  status,
  code,
  body: `<body><JGMC>中心</JGMC><SJSJ>20261122103000</SJSJ><rows hs="${rows.length}">${rows.join('')}</rows></body>`,
});
export const bare = (code: string): HubWord => ({ status: '1', code, body: '<body/>' });
export const DONE = { outcome: 'DONE', outputs: { paymentNumber: PAID, amount: '1200.00' } };
export const IN_WORK: Entry = { BLZT: '20', BJSJ: '', outputs: [] };
