import { parseDivisionArgument } from '../serving/parseDivisionArgument.ts';
import { askDatabase } from '../serving/storage/askDatabase.ts';
import type { CorrectionRecord } from './CorrectionRecord.ts';
import type { SubgraphContext } from './createContext.ts';
import { parseDueCursor } from './dueCursor.ts';
import type { DuePage } from './duePage.ts';
import { parseFirst } from './parseFirst.ts';
import type { QueryCorrectionsArgs } from './resolvers.generated.ts';
import { listCorrections } from './storage/listCorrections.ts';

/** Corrections of an office of the caller's. @throws {TongbanError} FORBIDDEN for any other; BAD_USER_INPUT naming the argument. */
export async function findCorrections(
  { division, statuses, first, after }: QueryCorrectionsArgs,
  { caller, services }: SubgraphContext,
): Promise<DuePage<CorrectionRecord>> {
  const code = parseDivisionArgument('division', division);
  caller.requireOffice(code);
  return askDatabase(
    listCorrections(services.database, {
      division: code,
      statuses: statuses ?? ['OPEN'],
      first: parseFirst(first),
      after: parseDueCursor(after),
    }),
  );
}
