import type { BenchResult } from './Bench.ts';
import type { InboxMeasurement } from './InboxScene.ts';
import { benchInbox } from './inbox.ts';
import { quantile } from './quantile.ts';
import { renderTable } from './renderTable.ts';

/** Messages a second stored and acknowledged. */
export async function runInbox(rounds: number): Promise<BenchResult> {
  const measured = await benchInbox(rounds);
  const scenes = measured.map(summarize);
  const wrong = measured.reduce((total, scene) => total + scene.wrong, 0);
  return {
    summary: { scenes },
    text: `\nMessages that two replicas store before they may be acknowledged; one PostgreSQL that waits for the disk\n${renderTable(scenes)}`,
    problem: wrong > 0 ? `${wrong} messages were taken twice or not at all` : null,
  };
}

function summarize({ recordsPerMessage, senders, twice, wall, stored, waits }: InboxMeasurement) {
  const perSecond = (count: number) => Math.round((count / wall) * 1_000);
  return {
    records: recordsPerMessage,
    senders,
    sent: twice ? 'twice' : 'once',
    'stored/s': perSecond(stored),
    'acknowledged/s': perSecond(waits.length),
    'records/s': perSecond(stored * recordsPerMessage),
    'median ms': round(quantile(waits, 0.5)),
    '99 % ms': round(quantile(waits, 0.99)),
  };
}

const round = (value: number) => Number(value.toFixed(1));
