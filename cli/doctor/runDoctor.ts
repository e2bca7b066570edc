import type { DivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { DEPARTMENTS, type DepartmentName } from './DoctorPlace.ts';
import { diagnosePlace } from './diagnosePlace.ts';
import type { PlaceReport } from './PlaceReport.ts';
import { placesFor } from './placesFor.ts';
import { readConfiguredPlaces } from './readConfiguredPlaces.ts';
import { readRunningPlaces } from './readRunningPlaces.ts';
import { renderReports } from './renderReports.ts';

export interface DoctorOptions {
  readonly division: DivisionCode;
  /** Only this one; with `config` that of every file whose dialects do not tell. */
  readonly department?: DepartmentName;
  /** Files of servers' configurations; those of the running `tongban start` where not given. */
  readonly config?: readonly string[];
  /** Its data folder. */
  readonly data: string;
  readonly json: boolean;
}

/** However much is wrong, a report comes within this time. */
const LONGEST_MS = 60_000;

/**
 * Looks at the systems of a place.
 *
 * @returns the report, and how many checks failed.
 * @throws {TongbanError} BAD_USER_INPUT with one line when there is nothing to look at.
 */
export async function runDoctor({
  division,
  department,
  config,
  data,
  json,
}: DoctorOptions): Promise<{ readonly text: string; readonly failed: number }> {
  const all =
    config === undefined
      ? await readRunningPlaces(data)
      : (await Promise.all(config.map((file) => readConfiguredPlaces(file, department)))).flat();
  // With files the name settles whose an ambiguous one is; whoever gives a file wants it looked at.
  const given = new Set([department, ...(config === undefined ? [] : all.map((place) => place.department))]);
  const departments = department === undefined ? DEPARTMENTS : DEPARTMENTS.filter((name) => given.has(name));
  const places = placesFor(division, all, departments);
  if (places.length === 0) {
    throw new TongbanError('BAD_USER_INPUT', `no place in these configurations serves ${division}`);
  }
  const signal = AbortSignal.timeout(LONGEST_MS);
  const reports = await Promise.all(places.map((place) => diagnosePlace(place, signal)));
  const text = json ? toJson(division, reports) : renderReports(division, reports, departments);
  return { text, failed: countFailed(reports) };
}

function toJson(division: string, systems: readonly PlaceReport[]): string {
  const checkedAt = new Date().toISOString();
  return `${JSON.stringify({ division, checkedAt, failed: countFailed(systems), systems }, null, 2)}\n`;
}

function countFailed(reports: readonly PlaceReport[]): number {
  return reports.flatMap(({ findings }) => findings).filter(({ outcome }) => outcome === 'FAILED').length;
}
