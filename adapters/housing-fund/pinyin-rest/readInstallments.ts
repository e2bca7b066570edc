import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { badResponse } from '../../transport/badResponse.ts';
import type { InstallmentRow } from './wire.ts';

/** 期数 per call, at most. */
const LARGEST_PART = 120;

interface ScheduleQuestion {
  /** Instalments wanted; at least 1. */
  readonly first: number;
  /** Asks for at most `count` instalments (1 to 120) from a number on, `null` for the next one due. */
  readonly fetchPart: (from: number | null, count: number) => Promise<readonly InstallmentRow[]>;
  readonly jurisdiction: DivisionCode;
}

/**
 * Reads a schedule in parts, each of which begins behind the last number of the one before.
 *
 * @throws {TongbanError} `JURISDICTION_BAD_RESPONSE` where numbers do not ascend or are more than were asked for, and
 *   what `fetchPart` throws.
 */
export async function readInstallments({
  first,
  fetchPart,
  jurisdiction,
}: ScheduleQuestion): Promise<readonly InstallmentRow[]> {
  const rows: InstallmentRow[] = [];
  while (rows.length < first) {
    const last = rows.at(-1)?.QC ?? null;
    const wanted = Math.min(LARGEST_PART, first - rows.length);
    const part = await fetchPart(last === null ? null : last + 1, wanted);
    if (part.length > wanted) throw badResponse(jurisdiction, 'gave more instalments than were asked for');
    if (!isAscending([last ?? 0, ...part.map(({ QC }) => QC)])) {
      throw badResponse(jurisdiction, 'gave instalments that are not in order');
    }
    rows.push(...part);
    if (part.length < wanted) break;
  }
  return rows;
}

function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => number > (numbers[index - 1] ?? -1));
}
