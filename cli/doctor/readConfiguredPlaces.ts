import { departmentsWithDialect } from '../../adapters/connect.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { readPartitionedConfig } from '../../subgraphs/jurisdiction/partitionedConfig.ts';
import { readServerSettings } from '../readServerSettings.ts';
import { DEPARTMENTS, type DepartmentName, type DoctorPlace } from './DoctorPlace.ts';

/**
 * The places of one server's configuration.
 *
 * @param department - whose server it is where its places' dialects do not tell.
 * @throws {TongbanError} BAD_USER_INPUT with one line: the file cannot be read, or nobody can tell whose it is.
 */
export async function readConfiguredPlaces(
  file: string,
  department: DepartmentName | undefined,
): Promise<readonly DoctorPlace[]> {
  const settings = await readServerSettings(file);
  const { places, databaseUrl } = readPartitionedConfig(file, settings);
  const whose = findDepartment(
    file,
    places.map(({ dialect }) => dialect),
    department,
  );
  return places.map((place, index) => ({
    department: whose,
    place,
    hasStore: databaseUrl !== undefined,
    settings: databaseUrl === undefined ? null : withPlace(settings, index),
  }));
}

function findDepartment(
  file: string,
  dialects: readonly string[],
  said: DepartmentName | undefined,
): DepartmentName {
  const candidates = DEPARTMENTS.filter((department) =>
    dialects.every((dialect) => departmentsWithDialect(dialect).includes(department)),
  );
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1) return only;
  if (said !== undefined) return said;
  const unknown = dialects.find((dialect) => departmentsWithDialect(dialect).length === 0);
  if (unknown !== undefined) {
    throw new TongbanError(
      'BAD_USER_INPUT',
      `${file}: no department has a dialect ${JSON.stringify(unknown)}; if it is new: npm run build`,
    );
  }
  const reason =
    only === undefined
      ? 'no department has all its dialects'
      : `${candidates.join(' and ')} have its dialects`;
  throw new TongbanError('BAD_USER_INPUT', `${file}: ${reason}; say whose it is with --department`);
}

/** The settings with one of their places: what is asked of the inbox then concerns nobody else. */
function withPlace(settings: unknown, index: number): unknown {
  if (typeof settings !== 'object' || settings === null || !('places' in settings)) return null;
  const { places } = settings;
  return Array.isArray(places) ? { ...settings, places: [places[index]] } : null;
}
