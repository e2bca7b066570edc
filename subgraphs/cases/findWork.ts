import { z } from 'zod';
import { TongbanError } from '../../domain/TongbanError.ts';
import { parseDivisionArgument } from '../serving/parseDivisionArgument.ts';
import { askDatabase } from '../serving/storage/askDatabase.ts';
import { parseCaseCursor } from './caseCursor.ts';
import type { CasePage } from './casePage.ts';
import type { SubgraphContext } from './createContext.ts';
import { parseFirst } from './parseFirst.ts';
import type { QueryWorkListArgs } from './resolvers.generated.ts';
import { listWork } from './storage/listWork.ts';

const day = z.iso.date();

/** Cases of an office of the caller's. @throws {TongbanError} FORBIDDEN for any other; BAD_USER_INPUT naming the argument. */
export async function findWork(
  { division, statuses, dueBy, first, after }: QueryWorkListArgs,
  { caller, services }: SubgraphContext,
): Promise<CasePage> {
  const code = parseDivisionArgument('division', division);
  caller.requireOffice(code);
  if (dueBy && !day.safeParse(dueBy).success)
    throw new TongbanError('BAD_USER_INPUT', 'dueBy must be YYYY-MM-DD');
  return askDatabase(
    listWork(services.database, {
      division: code,
      statuses: statuses ?? null,
      dueBy: dueBy ?? null,
      first: parseFirst(first),
      after: parseCaseCursor(after),
    }),
  );
}
