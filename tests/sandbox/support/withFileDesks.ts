import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { FileDropDesk } from './FileDropDesk.ts';
import { newBusinessKey } from './newBusinessKey.ts';

const NOON = Date.parse('2026-11-22T04:00:00Z');

export interface FileOrder {
  readonly code?: string;
  readonly key?: string;
  readonly collaboration?: string;
  readonly who?: { readonly number: string; readonly name: string } | undefined;
  readonly operation?: string;
  readonly fields?: readonly (readonly [string, string])[];
  readonly desk?: FileDropDesk;
  /** Changes the finished line. */
  readonly spoil?: (line: string) => string;
}

/** Two centres at folders, of either department, for the tests of one file. */
export function withFileDesks() {
  let now = NOON;
  let fund: FileDropDesk;
  let insurance: FileDropDesk;
  beforeAll(async () => {
    const clock = () => now;
    fund = await FileDropDesk.start('housing-fund', '450900', 0, clock);
    insurance = await FileDropDesk.start('social-insurance', '650000', 1, clock);
  });
  beforeEach(() => {
    now = NOON;
  });
  afterEach(async () => {
    for (const { system } of [fund, insurance]) {
      system.desk?.switches.clearAll();
      await system.setFault(null);
    }
  });
  afterAll(() => Promise.all([fund.close(), insurance.close()]));

  const holders = (desk: FileDropDesk) => {
    const { department, jurisdiction, world } = desk.system.site;
    return world.holders.filter(
      ({ kind, holdings }) =>
        kind === 'person' && holdings[department as 'housing-fund'].includes(jurisdiction),
    );
  };
  const escaped = (text: string) =>
    text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('\n', '\\n');

  /** A line, and its key. */
  function lineOf(order: FileOrder = {}) {
    const fresh = newBusinessKey();
    const { code = '313', key = fresh.key, collaboration = fresh.collaboration, desk = fund } = order;
    const who = order.who ?? holders(desk)[0];
    const fields = order.fields ?? [['remark', '甲|乙\\ "丙"']];
    const columns = [
      ...[key, collaboration, code, order.operation ?? 'I', 'golden-item', '430700', '450900', '1'],
      ...['0', who?.number.startsWith('9') ? '2' : '1', who?.number ?? '', who?.name ?? ''],
      ...[String(fields.length), ...fields.flat()],
    ];
    const line = columns.map(escaped).join('|');
    return { key, line: order.spoil?.(line) ?? line };
  }

  /** Drops a batch of one line and lets the centre run. */
  async function handle(order: FileOrder = {}) {
    const { desk = fund } = order;
    const { key, line } = lineOf(order);
    const name = await desk.drop([line]);
    await desk.mark(name);
    await desk.system.run();
    return { key, name, line, result: await desk.resultOf(name) };
  }
  const lastOf = async (key: string, desk = fund) => (await desk.answersTo(key)).at(-1)?.columns ?? [];

  return {
    get fund() {
      return fund;
    },
    get insurance() {
      return insurance;
    },
    /** Lets time pass for the centres. */
    pass: (ms: number) => {
      now += ms;
    },
    holders,
    lineOf,
    handle,
    lastOf,
  };
}
