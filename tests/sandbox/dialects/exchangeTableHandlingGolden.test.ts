import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { DataRow } from '../../../sandbox/dialects/exchange-table/DataRow.ts';
import { exchangeTableOptions } from '../../../sandbox/dialects/exchange-table/ExchangeTableOptions.ts';
import { createTableDesk } from '../../../sandbox/dialects/exchange-table/handling/createTableDesk.ts';
import {
  createTableHandling,
  type Verdict,
} from '../../../sandbox/dialects/exchange-table/handling/createTableHandling.ts';
import { handlingSwitch } from '../../../sandbox/handling/HandlingSwitch.ts';
import { goldenFiles } from '../support/goldenFiles.ts';
import { handlingGoldenWorld } from '../support/handlingGoldenWorld.ts';

const meta = z.object({
  department: z.string(),
  jurisdiction: z.string(),
  options: exchangeTableOptions,
  switches: z.array(z.looseObject({ action: z.string() })),
  before: z.string().nullable(),
  decision: z.object({ outcome: z.literal('done') }).nullable(),
  request: z.object({ businessKey: z.string() }),
  row: z.object({ qqlsh: z.string(), qqlx: z.string(), zjhm: z.string(), czlx: z.string() }),
  answered: z.object({
    sbyy: z.string().nullable(),
    row: z.object({ sjlx: z.string(), zjhm: z.string(), czlx: z.string() }).optional(),
  }),
  instant: z.iso.datetime().transform((iso) => Date.parse(iso)),
});

const golden = goldenFiles('handling/exchange-table');
const names = golden.names();
const read = (name: string) => meta.parse(golden.meta(name));
const answerOf = (name: string) => golden.bytes(`${name}.answer`).toString('utf8');

/** A centre that has worked on everything that came before, with the golden switches. */
function startCentre(name: string) {
  const { department, jurisdiction, options, instant, switches } = read(name);
  const world = handlingGoldenWorld(instant);
  const site = {
    department,
    jurisdiction,
    options,
    world,
    clock: () => instant,
    randomBytes: (length: number) => Buffer.alloc(length),
    derive: (_label: string, length: number) => Buffer.alloc(length),
  };
  const desk = createTableDesk(site);
  for (const { action, ...to } of switches) desk.switches.set(action, handlingSwitch.parse(to));
  const handling = createTableHandling({ ...site, desk }, options, desk);
  const circumstances = { world, fault: null };
  const work = (of: string) => {
    const qqnr = golden.bytes(`${of}.request`).toString('utf8');
    return handling.judge({ ...read(of).row, qqnr }, circumstances, null).verdict;
  };
  return {
    desk,
    work,
    tell: async () => {
      const told: DataRow[] = [];
      await handling.tell(circumstances, async (rows) => void told.push(...rows));
      return told;
    },
  };
}

/** What a centre does that comes to a scenario by way of those before it. */
async function runTo(name: string) {
  const { before, decision, request } = read(name);
  const centre = startCentre(name);
  const earlier: string[] = [];
  for (let step = before; step !== null; step = read(step).before) earlier.unshift(step);
  const verdicts = earlier.map((step) => centre.work(step));
  if (decision !== null) {
    for (const entry of centre.desk.decide(request.businessKey, decision)) centre.desk.tell(entry);
    return centre.tell();
  }
  const last = verdicts.at(-1);
  // What is taken back is told in the same transaction as the cancellation.
  if (last?.kind === 'answered' && centre.desk.ledger.under(request.businessKey).length > 0)
    return last.rows.slice(1);
  return centre.work(name);
}

const rowsOf = (outcome: Verdict | Extract<Verdict, { kind: 'answered' }>['rows']) => {
  if (!('kind' in outcome)) return outcome;
  return outcome.kind === 'answered' ? outcome.rows.slice(0, 1) : outcome;
};

describe('golden steps of exchange-table', () => {
  it('there are enough of them', () => {
    expect(names.length).toBeGreaterThanOrEqual(17);
  });

  it.each(names)('%s: the centre takes the request and answers exactly so', async (name) => {
    const { answered } = read(name);
    const { row, sbyy } = answered;
    const expected =
      row === undefined
        ? { kind: 'refused', reason: sbyy }
        : [
            {
              sjlx: row.sjlx.trim(),
              sjnr: answerOf(name),
              zjhm: row.zjhm.trim(),
              czlx: row.czlx.trim(),
            },
          ];

    expect(rowsOf(await runTo(name))).toEqual(expected);
  });
});

it('the worked examples of the specification are golden ones', () => {
  const text = readFileSync(new URL('../../../docs/dialects/exchange-table.md', import.meta.url), 'utf8');
  const shown = ['review-padded.request', 'review-padded.answer', 'pay-refused-xml.answer'].map((name) => {
    const bytes = golden.bytes(name);
    const hash = createHash('sha256').update(bytes).digest('hex');
    return (
      text.includes(`\n${bytes.toString('utf8')}\n`) &&
      text.includes(`${bytes.length} bytes, SHA-256 \`${hash}\``)
    );
  });

  expect(shown).toEqual([true, true, true]);
});
