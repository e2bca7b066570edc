import { migrationObstacle } from '../../domain/cases/migrationObstacle.ts';
import type { Procedure } from '../../domain/cases/Procedure.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { askDatabase } from '../serving/storage/askDatabase.ts';
import type { CaseRecord } from './CaseRecord.ts';
import type { CasesServices } from './CasesServices.ts';
import { changeCase } from './storage/changeCase.ts';
import { listRunning, type RunningCase, type RunningCases } from './storage/listRunning.ts';
import { transact } from './storage/transact.ts';
import { subgraphOf } from './subgraphOf.ts';
import { SYSTEM_ACTOR } from './systemActor.ts';

const BATCH = 200;

export interface CaseMigration extends Omit<RunningCases, 'version'> {
  readonly from: number;
  readonly to: number;
  /** Finds out what would be moved and moves nothing. */
  readonly isDryRun: boolean;
}

/** What became of one case. */
export interface MigratedCase extends RunningCase {
  /** Why it stays with its version; `null`: it was moved, or would be. */
  readonly obstacle: string | null;
}

/**
 * Moves running cases from one version of their procedure to another, each in a transaction of its own. Those that were
 * moved before are not there to be moved again.
 *
 * @throws {TongbanError} NOT_FOUND where no catalogue that was published has the target.
 */
export async function migrateCases(
  { from, isDryRun, ...migration }: CaseMigration,
  services: CasesServices,
  signal: AbortSignal,
): Promise<readonly MigratedCase[]> {
  const { procedure: id, to: version } = migration;
  const to = await services.catalog.findProcedure({ id, version }, 'migrate', signal);
  if (to === null)
    throw new TongbanError('NOT_FOUND', `no published catalogue has version ${version} of procedure ${id}`);
  const migrated: MigratedCase[] = [];
  let running: readonly RunningCase[] = [];
  do {
    signal.throwIfAborted();
    const after = running.at(-1)?.caseId ?? null;
    const question = { ...migration, version: from, first: BATCH, after };
    running = await askDatabase(listRunning(services.database, question));
    for (const one of running) {
      const obstacle = await migrateOne(one, { from, to, isDryRun }, services);
      if (obstacle !== 'ELSEWHERE') migrated.push({ ...one, obstacle });
    }
  } while (running.length === BATCH);
  return migrated;
}

/** @returns `ELSEWHERE` for one that has another version by now. */
async function migrateOne(
  { caseId }: RunningCase,
  { from, to, isDryRun }: { readonly from: number; readonly to: Procedure; readonly isDryRun: boolean },
  { database, vault, wakeUps, places, now }: CasesServices,
): Promise<string | null> {
  let obstacle: string | null = 'ELSEWHERE';
  await askDatabase(
    transact({ database, wakeUps }, (transaction, gathered) =>
      changeCase(transaction, caseId, {
        vault,
        wakeUps: gathered,
        actor: SYSTEM_ACTOR,
        action: 'migrateCases',
        decide: (record, procedure) => {
          if (procedure.id !== to.id || procedure.version !== from) return null;
          const hasThird = record.divisions.THIRD !== null;
          obstacle =
            migrationObstacle(record.state, { from: procedure, to, hasThird }) ??
            missingPlace(record, to, places);
          if (obstacle !== null || isDryRun) return null;
          const { id, version } = to;
          return {
            events: [{ type: 'PROCEDURE_CHANGED', at: now(), procedure: { id, version } }],
            contents: {},
            procedure: to,
          };
        },
      }),
    ),
  );
  return obstacle;
}

/** What has still to be done needs somebody to do it. */
function missingPlace(
  { state, divisions }: CaseRecord,
  { steps }: Procedure,
  places: CasesServices['places'],
): string | null {
  for (const step of steps) {
    const division = divisions[step.role];
    if (step.performer !== 'SYSTEM' || division === null) continue;
    if (state.phase === 'OPEN' && state.steps[step.key] !== undefined) continue;
    if (places.find(subgraphOf(step.department), division) === null)
      return `${division} is not connected for step ${step.key}`;
  }
  return null;
}
