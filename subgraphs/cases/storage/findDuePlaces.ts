import { sql } from 'kysely';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

/** A place as the engine counts them: one department's system of one division. */
export interface EnginePlace {
  readonly subgraph: string;
  readonly division: DivisionCode;
}

/** Places that have a step that is due, or one that its worker has lost, and that may be asked. */
export async function findDuePlaces(database: CasesDatabase): Promise<readonly EnginePlace[]> {
  const { rows } = await sql<EnginePlace>`-- prepared: find-due-places
    select subgraph, division from cases.places as place
    where asked_again_at <= now() and (
      exists (
        select from cases.steps as step
        where step.subgraph = place.subgraph and step.division = place.division
          and step.state = 'READY' and step.owner is null and step.next_at <= now()
      )
      or exists (
        select from cases.steps as step
        where step.subgraph = place.subgraph and step.division = place.division
          and step.state in ('SENT', 'PENDING', 'UNKNOWN') and step.owner is null and step.next_at <= now()
      )
      or exists (
        select from cases.steps as step
        where step.subgraph = place.subgraph and step.division = place.division
          and step.owner is not null and step.expires_at <= now()
          and step.state in ('READY', 'SENT', 'PENDING', 'UNKNOWN') and step.next_at <= now()
      )
    )`.execute(database);
  return rows;
}
