import { isDeepStrictEqual } from 'node:util';
import { caseStatusOf } from '../../../domain/cases/caseStatusOf.ts';
import { columnsOf } from '../storage/columnsOf.ts';
import type { ProjectedRow } from '../storage/RecordedRows.ts';
import type { BadEntry } from './BadEntry.ts';
import type { ChainReplay } from './ChainReplay.ts';

/** Whether the row of a case says what its events come to. */
export function findBadProjection(row: ProjectedRow, replay: ChainReplay): BadEntry | null {
  const bad = (what: string): BadEntry => ({
    caseId: row.case_id,
    sequence: replay.sequence,
    table: 'cases',
    what,
  });
  if (replay.state === null) return bad('the case has no events');
  if (row.sequence !== replay.sequence)
    return bad(`the case is said to have ${row.sequence} events, and has ${replay.sequence}`);
  if (!row.last_hash.equals(replay.hash)) return bad('last_hash is not the hash of its last event');
  const { state, ...columns } = columnsOf(replay.state, caseStatusOf(replay.state));
  if (!isDeepStrictEqual(row.state, JSON.parse(state))) return bad('state is not what its events come to');
  for (const [name, value] of Object.entries(columns)) {
    const stored = row[name as keyof typeof columns];
    if (!isDeepStrictEqual(stored, value)) return bad(`${name} is not what its events come to`);
  }
  return null;
}
