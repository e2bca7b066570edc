import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PushedForm } from '../../../adapters/inbound/PushedForm.ts';
import { PushedReader } from '../../../adapters/inbound/PushedReader.ts';
import type { PushedRecord } from '../../../adapters/inbound/PushedRecord.ts';
import { pushedRefusal } from '../../../adapters/inbound/pushedRefusal.ts';
import { readPushedRefusal } from '../../../adapters/inbound/readPushedRefusal.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { person } from '../collaboration-bus/holders.ts';
import { createMemoryStore } from '../support/createMemoryStore.ts';

const patient = new AbortController().signal;
const fen = z.codec(z.string(), z.bigint(), { decode: BigInt, encode: String });
const form = new PushedForm({ version: 2, shape: z.strictObject({ amount: fen }) });
const [wu, zheng, sun, li] = [
  person(1, '吴试一'),
  person(2, '郑试二'),
  person(3, '孙试三'),
  person(4, '李试四'),
];

describe('a form', () => {
  it('gives back what it wrote', () => {
    expect(form.read(form.write({ amount: 12n }))).toEqual({ value: { amount: 12n } });
  });

  it.each([
    [
      'of an older release',
      new PushedForm({ version: 1, shape: z.strictObject({ amount: fen }) }).write({ amount: 1n }),
    ],
    ['of another shape', '{"version":2,"value":{"amount":"1","more":1}}'],
    ['of another kind', '{"version":2,"value":{"amount":12}}'],
    ['without version', '{"amount":"12"}'],
    ['cut off', '{"version":2,'],
    ['that is none', 'null'],
  ])('takes a text %s for nothing', (_what, content) => {
    expect(form.read(content)).toBeNull();
  });

  it('does not write what it could not read', () => {
    const loose: { readonly amount: bigint } = { amount: 1n, ...{ more: 1 } };

    expect(() => form.write(loose)).toThrow(z.ZodError);
  });
});

describe('a refusal', () => {
  const about = { facet: 'sum', kind: wu.kind, number: wu.number };

  it('is told from contents', () => {
    expect(readPushedRefusal(pushedRefusal(about, '-13'))).toBe('-13');
    expect(readPushedRefusal({ name: null, asOf: 1, content: form.write({ amount: 1n }) })).toBeNull();
    expect(readPushedRefusal({ name: null, asOf: 1, content: null })).toBeNull();
  });
});

describe('reading', () => {
  const recordOf = ({ kind, number, name }: HolderIdentity, more: Partial<PushedRecord>): PushedRecord => ({
    facet: 'sum',
    kind,
    number,
    name,
    asOf: 7,
    content: form.write({ amount: 5n }),
    ...more,
  });

  async function read(holders: readonly HolderIdentity[], ...records: readonly PushedRecord[]) {
    const store = createMemoryStore();
    await store.inbox.take({
      id: '1',
      kind: 'k',
      sentAt: null,
      tie: 0n,
      body: new Uint8Array(),
      answers: null,
      records,
      faults: [],
    });
    const asked: (readonly [string, readonly HolderIdentity[]])[] = [];
    const reader = new PushedReader({
      jurisdiction: parseDivisionCode('31'),
      records: store.records,
      askLater: (facet, missing) => asked.push([facet, missing]),
      retryAfter: 60,
    });
    const question = {
      facet: 'sum',
      holders,
      form,
      toDomain: ({ amount }: { readonly amount: bigint }, asOf: number) => ({ amount, asOf }),
    };
    return { entries: await reader.find(question, patient), asked };
  }

  it('keeps the order, tells nothing from nothing yet, and asks about the latter', async () => {
    const { entries, asked } = await read(
      [li, sun, zheng, wu],
      recordOf(wu, {}),
      recordOf(zheng, { content: null }),
      recordOf(sun, { content: null, name: null }),
    );

    expect(entries).toEqual([
      expect.objectContaining({
        code: 'JURISDICTION_UNAVAILABLE',
        retryable: true,
        retryAfter: 60,
        jurisdiction: '310000',
      }),
      null,
      null,
      { amount: 5n, asOf: 7 },
    ]);
    expect(asked).toEqual([['sum', [li]]]);
  });

  it('shows nothing of somebody of another name, nor of nobody in particular', async () => {
    const { entries, asked } = await read(
      [wu, zheng, sun],
      recordOf(wu, { name: '别的人' }),
      recordOf(zheng, { name: '别的人', content: null }),
      recordOf(sun, { name: null }),
    );

    expect(entries).toEqual(Array(3).fill(expect.objectContaining({ code: 'IDENTITY_MISMATCH' })));
    expect(asked).toEqual([]);
  });

  it('takes a name that the system could not write for no contradiction', async () => {
    const { entries } = await read([wu], recordOf(wu, { name: '吴?一' }));

    expect(entries).toEqual([{ amount: 5n, asOf: 7 }]);
  });

  it('asks again about what this release cannot read, and what was refused', async () => {
    const { entries, asked } = await read(
      [wu, zheng],
      recordOf(wu, { content: '{"version":1,"value":{}}' }),
      pushedRefusal({ facet: 'sum', kind: zheng.kind, number: zheng.number }, '-14'),
    );

    expect(entries).toEqual([
      expect.objectContaining({ code: 'JURISDICTION_UNAVAILABLE' }),
      expect.objectContaining({ code: 'JURISDICTION_REJECTED', retryable: false, upstreamCode: '-14' }),
    ]);
    expect(asked).toEqual([['sum', [wu, zheng]]]);
  });
});
