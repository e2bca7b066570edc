import type { CaseVault } from '../CaseVault.ts';
import type { CaseRange } from '../storage/CaseRange.ts';
import type { ProjectedRow, RecordedRows } from '../storage/RecordedRows.ts';
import type { AuditCounts } from './AuditCounts.ts';
import { AuditTrail } from './AuditTrail.ts';
import type { BadEntry } from './BadEntry.ts';
import { ChainReplay } from './ChainReplay.ts';
import { ContentCheck } from './ContentCheck.ts';
import { findBadProjection } from './findBadProjection.ts';

export interface RangeToVerify {
  readonly range: CaseRange;
  /** All of the range. */
  readonly cases: readonly ProjectedRow[];
  readonly rows: RecordedRows;
  readonly vault: CaseVault;
  readonly counts: AuditCounts;
}

/** What is kept of one case while its rows go by. */
interface CaseInHand {
  readonly row: ProjectedRow;
  readonly replay: ChainReplay;
  readonly trail: AuditTrail;
  readonly contents: ContentCheck;
}

/**
 * Holds all that is on record of some cases against each other.
 *
 * @returns the first bad entry of each case that has one, by id.
 */
export async function verifyRange(given: RangeToVerify): Promise<readonly BadEntry[]> {
  const { cases, vault, counts } = given;
  const inHand = new Map<string, CaseInHand>();
  for (const row of cases) {
    const replay = new ChainReplay(row.case_id);
    const contents = new ContentCheck(replay, row.wrapped, vault);
    inHand.set(row.case_id, { row, replay, trail: new AuditTrail(replay), contents });
    counts.cases += 1;
    if (row.wrapped === null) counts.erased += 1;
  }
  const strays = new Map<string, BadEntry>();
  await takeEvents(given, inHand, strays);
  await takeAudit(given, inHand, strays);
  await takeContents(given, inHand);
  const bad = [...inHand.values()].map(firstBad).filter((entry) => entry !== null);
  return [...bad, ...strays.values()].toSorted((a, b) => (a.caseId < b.caseId ? -1 : 1));
}

type InHand = ReadonlyMap<string, CaseInHand>;

async function takeEvents(
  { range, rows, counts }: RangeToVerify,
  inHand: InHand,
  strays: Map<string, BadEntry>,
): Promise<void> {
  for await (const page of rows.events(range)) {
    counts.events += page.length;
    for (const event of page) {
      const { case_id: caseId, sequence } = event;
      const found = inHand.get(caseId);
      if (found !== undefined) found.replay.take(event);
      else if (!strays.has(caseId))
        strays.set(caseId, { caseId, sequence, table: 'events', what: 'the case of this event is gone' });
    }
  }
}

async function takeAudit(
  { range, rows, counts }: RangeToVerify,
  inHand: InHand,
  strays: Map<string, BadEntry>,
): Promise<void> {
  for await (const page of rows.audit(range)) {
    counts.auditRows += page.length;
    for (const row of page) inHand.get(row.case_id)?.trail.take(row);
    const others = page.filter(({ case_id }) => !inHand.has(case_id) && !strays.has(case_id));
    const inquiries = await rows.inquiriesAmong([...new Set(others.map(({ case_id }) => case_id))]);
    for (const { case_id: caseId, sequence } of others) {
      if (inquiries.has(caseId) || strays.has(caseId)) continue;
      const what = 'the audit tells of a case that is gone';
      strays.set(caseId, { caseId, sequence, table: 'audit', what });
    }
  }
}

async function takeContents({ range, rows, counts }: RangeToVerify, inHand: InHand): Promise<void> {
  for await (const page of rows.contents(range)) {
    counts.contents += page.length;
    for (const row of page) inHand.get(row.case_id)?.contents.take(row);
  }
}

/** The events first: all else is held against them. */
function firstBad({ row, replay, trail, contents }: CaseInHand): BadEntry | null {
  return (
    replay.bad ??
    trail.findBad() ??
    findBadProjection(row, replay) ??
    findBadErasure(row, trail) ??
    contents.findBad()
  );
}

function findBadErasure(
  { case_id: caseId, wrapped }: ProjectedRow,
  { isErased }: AuditTrail,
): BadEntry | null {
  if ((wrapped === null) === isErased) return null;
  const what = isErased
    ? 'the case was erased, and its key is back'
    : 'the key of the case is gone, and no audit row says who erased it';
  return { caseId, sequence: null, table: 'keys', what };
}
