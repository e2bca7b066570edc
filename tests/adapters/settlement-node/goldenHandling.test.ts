import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { FileBook } from '../../../adapters/housing-fund/settlement-node/FileBook.ts';
import { NodeClient } from '../../../adapters/housing-fund/settlement-node/NodeClient.ts';
import { settlementNodeOptions } from '../../../adapters/housing-fund/settlement-node/options.ts';
import { SettlementNodeListener } from '../../../adapters/housing-fund/settlement-node/SettlementNodeListener.ts';
import { SettlementNodeSteps } from '../../../adapters/housing-fund/settlement-node/SettlementNodeSteps.ts';
import { StepResults } from '../../../adapters/housing-fund/settlement-node/StepResults.ts';
import { RecentOrders } from '../../../adapters/steps/RecentOrders.ts';
import { StepBook } from '../../../adapters/steps/StepBook.ts';
import { toWireResult } from '../../../adapters/steps/toWireResult.ts';
import { DEFAULT_TRANSPORT_LIMITS } from '../../../adapters/transport/transportLimits.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { goldenFolder, toStepRequest, type WrittenRequest } from '../steps/goldenFolder.ts';
import { createMemoryStore } from '../support/createMemoryStore.ts';
import { FakeClock } from '../transport/FakeClock.ts';
import { readGolden, readGoldenBytes } from './goldenFiles.ts';
import { startScriptedHub } from './startScriptedHub.ts';

interface Facts {
  readonly meaning: string;
  readonly jurisdiction: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly call: 'submit' | 'find';
  readonly after: readonly string[];
  readonly sequence: string;
  readonly before: string | null;
  readonly random: Readonly<Record<string, string>>;
  readonly request: WrittenRequest;
  readonly expected: unknown;
  readonly told: unknown;
  readonly ackText?: string;
  readonly instant: string;
}

const GOLDEN = goldenFolder<Facts>('settlement-node');
const { signal } = new AbortController();

/** A hub that gives the answers of these scenarios, in their order, and an adapter with their numbers and vectors. */
async function startGolden(name: string) {
  const golden = GOLDEN.find((known) => known.name === name);
  if (golden === undefined) throw new Error(`no golden ${name}`);
  const { facts } = golden;
  const [signIn = ''] = facts.after;
  const signInRequest = readGolden(`${signIn}.request`);
  const answers = [readGoldenBytes(`${signIn}.answer`), golden.bytes('answer') ?? Buffer.alloc(0)];
  const hub = await startScriptedHub((_, socket) => socket.end(answers.shift() ?? ''));
  const sequences = [signInRequest.sequence, facts.sequence];
  const vectors = [facts.random['request'] ?? ''];
  const jurisdiction = parseDivisionCode(facts.jurisdiction);
  const options = settlementNodeOptions.parse(facts.options);
  const now = () => Date.parse(facts.instant);
  const client = new NodeClient({
    host: '127.0.0.1',
    port: hub.port,
    jurisdiction,
    options,
    limits: { query: DEFAULT_TRANSPORT_LIMITS, file: DEFAULT_TRANSPORT_LIMITS },
    expectOwner: async () => undefined,
    now,
    monotonicNow: () => 0,
    createSequence: () => sequences.shift() ?? '999999999999',
    createVector: () => Buffer.from(vectors.shift() ?? '', 'hex'),
  });
  const store = createMemoryStore(now);
  const book = new StepBook(store);
  const unit = options.amountUnit;
  const step = new SettlementNodeSteps({
    jurisdiction,
    ask: (question, abort) => client.ask(question, abort),
    unit,
    book,
    recent: new RecentOrders(new FakeClock()),
    onFault: () => undefined,
  });
  const faults: string[] = [];
  const listener = new SettlementNodeListener({
    jurisdiction,
    options,
    listen: { host: '127.0.0.1', port: 0 },
    inbox: store.inbox,
    files: new FileBook(store.requests),
    steps: new StepResults({ jurisdiction, unit, book, answers: store.steps, now }),
    onFault: ({ reason }) => faults.push(reason),
    now,
    createSequence: () => /<xylsh>(\d+)</.exec(facts.ackText ?? '')?.[1] ?? '',
    createVector: () => Buffer.from(facts.random['ack'] ?? '', 'hex'),
  });
  return { facts, step, book, store, listener, hub, faults };
}

describe('a golden step of a settlement hub', () => {
  it.each(GOLDEN)('$name: is asked for and understood to the byte: $meaning', async ({ name, bytes }) => {
    const { facts, step, hub } = await startGolden(name);
    const request = toStepRequest(facts.request);
    const result = await (facts.call === 'find' ? step.find(request, signal) : step.submit(request, signal));

    expect(result && toWireResult(result)).toEqual(facts.expected);
    expect(hub.frames[1]?.toString('hex')).toBe(bytes('request')?.toString('hex'));
  });

  it.each(GOLDEN.filter(({ facts }) => facts.told !== null))(
    '$name: is told later, and acknowledged to the byte: $meaning',
    async ({ name, facts, bytes }) => {
      const { step, store, book, listener, faults } = await startGolden(name);
      const request = toStepRequest(facts.request);
      await step.submit(request, signal);
      const before = GOLDEN.find((known) => known.name === facts.before)?.facts;
      const subject = before === undefined ? request : toStepRequest(before.request);
      const [party] = subject.parties;
      if (party === undefined) throw new Error('no applicant');
      await book.note({ ...subject, applicant: party.identity });
      const port = await listener.start();
      const socket = connect({ host: '127.0.0.1', port });
      socket.write(bytes('message') ?? '');
      const acknowledged = await buffer(socket);
      await listener.stop();

      expect(acknowledged.toString('hex')).toBe(bytes('ack')?.toString('hex'));
      expect(faults).toEqual([]);
      expect(store.stepAnswers.map(({ businessKey, result }) => [businessKey, toWireResult(result)])).toEqual(
        [[subject.businessKey, facts.told]],
      );
    },
  );
});
