import { TongbanError } from '../../../domain/TongbanError.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { CaseVault } from '../CaseVault.ts';
import type { CaseRange } from '../storage/CaseRange.ts';
import type { CasesDatabase } from '../storage/CasesDatabase.ts';
import { findCaseId } from '../storage/findCaseId.ts';
import { withSnapshot } from '../storage/withSnapshot.ts';
import type { AuditCounts } from './AuditCounts.ts';
import type { BadEntry } from './BadEntry.ts';
import { type RangeToVerify, verifyRange } from './verifyRange.ts';

const BATCH = 500;
const PAGE_ROWS = 2_000;

/** What was found. */
export interface Verification extends Readonly<AuditCounts> {
  /** Cases with a bad entry. */
  readonly badCases: number;
  /** By the id of its case, then by sequence; `null`: all is as it was written. */
  readonly firstBad: BadEntry | null;
}

export interface VerifyCasesOptions {
  readonly database: CasesDatabase;
  readonly vault: CaseVault;
  /** Only this case, by id or number (办件编号); `null`: all. */
  readonly only: string | null;
  /** Cases at a time; default 500. */
  readonly batch?: number;
  /** Rows of a table in memory at a time; default 2,000. */
  readonly pageRows?: number;
}

/**
 * Recomputes all chains and holds projection, audit and contents against them. Reads only, and each batch of cases as they
 * are at one moment, so that servers and workers may run meanwhile.
 *
 * @throws {TongbanError} NOT_FOUND where nothing is on record of the only case.
 */
export async function verifyCases({
  database,
  vault,
  only,
  batch = BATCH,
  pageRows = PAGE_ROWS,
}: VerifyCasesOptions): Promise<Verification> {
  const counts: AuditCounts = { cases: 0, events: 0, auditRows: 0, contents: 0, erased: 0 };
  const onlyId = only === null ? null : await askDatabase(findCaseId(database, only));
  const verifyFrom = (range: CaseRange) =>
    askDatabase(
      withSnapshot(database, pageRows, (rows) => verifyBatch({ range, rows, vault, counts }, batch)),
    );
  let badCases = 0;
  let firstBad: BadEntry | null = null;
  let range: CaseRange | null = onlyId === null ? { after: null, through: null } : { only: onlyId };
  while (range !== null) {
    const { bad, next }: VerifiedBatch = await verifyFrom(range);
    badCases += bad.length;
    firstBad ??= bad[0] ?? null;
    range = next;
  }
  if (only !== null && counts.cases === 0 && firstBad === null)
    throw new TongbanError('NOT_FOUND', `there is no case ${only}`);
  return { ...counts, badCases, firstBad };
}

interface VerifiedBatch {
  readonly bad: readonly BadEntry[];
  /** `null`: there are no more. */
  readonly next: CaseRange | null;
}

/** The first cases of a range, and all that is on record between and behind them. */
async function verifyBatch(
  { range, ...tools }: Omit<RangeToVerify, 'cases'>,
  batch: number,
): Promise<VerifiedBatch> {
  const cases = await tools.rows.cases(range, batch);
  const last = cases.length < batch ? undefined : cases.at(-1);
  if ('only' in range || last === undefined)
    return { bad: await verifyRange({ range, cases, ...tools }), next: null };
  const through = last.case_id;
  const bad = await verifyRange({ range: { ...range, through }, cases, ...tools });
  return { bad, next: { after: through, through: null } };
}
