import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type DivisionCode, parseDivisionCode } from '../domain/divisionCode.ts';
import { TongbanError } from '../domain/TongbanError.ts';
import { DEPARTMENTS, type DepartmentName } from './doctor/DoctorPlace.ts';
import { diagnosePlace } from './doctor/diagnosePlace.ts';
import type { PlaceReport } from './doctor/PlaceReport.ts';
import { placesFor } from './doctor/placesFor.ts';
import { readConfiguredPlaces } from './doctor/readConfiguredPlaces.ts';
import { readRunningPlaces } from './doctor/readRunningPlaces.ts';
import { renderReports } from './doctor/renderReports.ts';

interface Flags {
  readonly division: DivisionCode;
  readonly department?: DepartmentName;
  readonly config?: readonly string[];
  readonly data: string;
  readonly json: boolean;
}

/** However much is wrong, a report comes within this time. */
const LONGEST_MS = 60_000;

/** `tongban doctor --division CODE`: looks at the systems of a place from here; exit code 1 when a check failed. */
export function createDoctorCommand(): Command {
  return new Command('doctor')
    .description(
      "look at a place's systems: network, certificate, clock, sign-in, charset, a sample query, what they send",
    )
    .requiredOption(
      '--division <code>',
      'the place, for example 4307; the system with the longest prefix is meant',
      readDivision,
    )
    .addOption(new Option('--department <name>', 'only this department').choices(DEPARTMENTS))
    .option(
      '--config <file...>',
      "the servers' configurations, YAML or JSON (default: the running tongban start)",
    )
    .option('--data <dir>', 'the data folder of `tongban start`, where no --config is given', '.tongban')
    .option('--json', 'one JSON object, for scripts', false)
    .action(async ({ division, department, config, data, json }: Flags) => {
      const all =
        config === undefined
          ? await readRunningPlaces(data)
          : (await Promise.all(config.map((file) => readConfiguredPlaces(resolve(file), department)))).flat();
      const departments = department === undefined ? DEPARTMENTS : [department];
      const places = placesFor(division, all, departments);
      if (places.length === 0) {
        throw new TongbanError('BAD_USER_INPUT', `no place in these configurations serves ${division}`);
      }
      const signal = AbortSignal.timeout(LONGEST_MS);
      const reports = await Promise.all(places.map((place) => diagnosePlace(place, signal)));
      process.stdout.write(json ? toJson(division, reports) : renderReports(division, reports, departments));
      process.exitCode = countFailed(reports) === 0 ? 0 : 1;
    });
}

function toJson(division: string, systems: readonly PlaceReport[]): string {
  const checkedAt = new Date().toISOString();
  return `${JSON.stringify({ division, checkedAt, failed: countFailed(systems), systems }, null, 2)}\n`;
}

function countFailed(reports: readonly PlaceReport[]): number {
  return reports.flatMap(({ findings }) => findings).filter(({ outcome }) => outcome === 'FAILED').length;
}

function readDivision(text: string): DivisionCode {
  try {
    return parseDivisionCode(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof RangeError ? error.message : 'must be a division code');
  }
}
