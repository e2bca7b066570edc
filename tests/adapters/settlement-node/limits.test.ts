import { expect, it } from 'vitest';
import { NodeClient } from '../../../adapters/housing-fund/settlement-node/NodeClient.ts';
import { NODE_LIMITS } from '../../../adapters/housing-fund/settlement-node/nodeLimits.ts';
import { settlementNodeOptions } from '../../../adapters/housing-fund/settlement-node/options.ts';
import { DEFAULT_TRANSPORT_LIMITS } from '../../../adapters/transport/transportLimits.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { NODE_OPTIONS, startSessionHub, UNKNOWN_PERSON } from './startSessionHub.ts';

const { signal } = new AbortController();

it('a hub has its time for a file, which is more than for a question', async () => {
  const slow = () =>
    new Promise<typeof UNKNOWN_PERSON>((resolve) => setTimeout(resolve, 500, UNKNOWN_PERSON));
  const { url } = await startSessionHub(slow);
  const client = new NodeClient({
    host: '127.0.0.1',
    port: Number(new URL(url).port),
    jurisdiction: parseDivisionCode('33'),
    options: settlementNodeOptions.parse(NODE_OPTIONS),
    limits: { query: { ...DEFAULT_TRANSPORT_LIMITS, headersMs: 250 }, file: DEFAULT_TRANSPORT_LIMITS },
    expectOwner: async () => undefined,
    now: Date.now,
    monotonicNow: () => 0,
    createSequence: () => '000000000001',
  });
  const ask = (transaction: string, body: Readonly<Record<string, string>>) =>
    client.ask({ transaction, customer: '', body }, signal);

  await expect(ask('GJJC01', {})).rejects.toMatchObject({ code: 'JURISDICTION_TIMEOUT' });
  expect(await ask('GJJP01', { PCBS: '1', PCWJ: '00' })).toMatchObject({ kind: 'DONE' });
});

it('is given at least what the specification says: 10 s for a question, 20 s for a file', () => {
  const leastOf = ({ transport, guard }: (typeof NODE_LIMITS)['query' | 'file']) =>
    Math.min(transport.headersMs, transport.totalMs, guard.callMs);

  expect([leastOf(NODE_LIMITS.query) > 10_000, leastOf(NODE_LIMITS.file) > 20_000]).toEqual([true, true]);
});
