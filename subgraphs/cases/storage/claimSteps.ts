import { sql } from 'kysely';
import type { StepAction } from '../../../domain/cases/stepAction.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { ClaimedStep } from '../engine/ClaimedStep.ts';
import { LEASE_SECONDS } from '../engine/leaseTimes.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

export interface StepClaim {
  readonly subgraph: string;
  readonly division: string;
  readonly owner: string;
  /** At most this many more. */
  readonly limit: number;
}

interface ClaimedRow {
  readonly step_key: string;
  readonly case_id: string;
  readonly step: string;
  readonly business_key: string;
  readonly subgraph: string;
  readonly division: DivisionCode;
  readonly action: StepAction;
  readonly state: ClaimedStep['state'];
  readonly code: string | null;
  readonly attempts: number;
  readonly crashes: number;
  readonly token: string;
}

/**
 * Claims steps of one place that are due, those whose case is due first before the others; none while the place is
 * left alone. A step that another worker lost is taken over when its lease has ended. The place's ceiling holds for all
 * workers together.
 */
export async function claimSteps(
  database: CasesDatabase,
  { subgraph, division, owner, limit }: StepClaim,
): Promise<readonly ClaimedStep[]> {
  return database.transaction().execute(async (transaction) => {
    // A statement of its own: one that waited for the place would count what others have claimed by what it saw before.
    const { rows: places } = await sql<{ readonly ceiling: number }>`-- prepared: lock-place
      select ceiling from cases.places
      where subgraph = ${subgraph} and division = ${division} and asked_again_at <= now()
      for update`.execute(transaction);
    const [place] = places;
    return place === undefined ? [] : claim(transaction, { subgraph, division, owner, limit }, place.ceiling);
  });
}

async function claim(
  transaction: CasesDatabase,
  { subgraph, division, owner, limit }: StepClaim,
  ceiling: number,
): Promise<readonly ClaimedStep[]> {
  const { rows } = await sql<ClaimedRow>`-- prepared: claim-steps
    with room as (
      select greatest(0, least(${limit}::integer, ${ceiling}::integer - count(*)::integer)) as steps
      from cases.steps
      where subgraph = ${subgraph} and division = ${division} and owner is not null and expires_at > now()
    ), found as (
      -- Apart from what waits, so that neither a long backlog is sorted nor many that wait are looked through.
      (
        select step_key, due_on, next_at from cases.steps
        where subgraph = ${subgraph} and division = ${division} and state = 'READY' and owner is null
          and next_at <= now()
        order by due_on nulls last, next_at, step_key
        limit (select steps from room)
      )
      union all
      (
        select step_key, due_on, next_at from cases.steps
        where subgraph = ${subgraph} and division = ${division} and state in ('SENT', 'PENDING', 'UNKNOWN')
          and owner is null and next_at <= now()
        order by due_on nulls last, next_at, step_key
        limit (select steps from room)
      )
      union all
      (
        select step_key, due_on, next_at from cases.steps
        where subgraph = ${subgraph} and division = ${division} and owner is not null and expires_at <= now()
          and state in ('READY', 'SENT', 'PENDING', 'UNKNOWN') and next_at <= now()
        order by due_on nulls last, next_at, step_key
        limit (select steps from room)
      )
    ), first as (
      select step_key from found order by due_on nulls last, next_at, step_key limit (select steps from room)
    ), due as (
      select step_key from cases.steps
      where step_key in (select step_key from first)
        and state in ('READY', 'SENT', 'PENDING', 'UNKNOWN')
        and next_at <= now() and (owner is null or expires_at <= now())
      for update skip locked
    )
    update cases.steps as step set
      owner = ${owner}::uuid,
      token = step.token + 1,
      expires_at = now() + make_interval(secs => ${LEASE_SECONDS}),
      crashes = step.crashes + case when step.owner is null then 0 else 1 end
    from due where step.step_key = due.step_key
    returning step.step_key, step.case_id, step.step, step.business_key, step.subgraph, step.division, step.action,
      step.state, step.code, step.attempts, step.crashes, step.token`.execute(transaction);
  return rows.map((row) => ({
    stepKey: row.step_key,
    caseId: row.case_id,
    step: row.step,
    businessKey: row.business_key,
    subgraph: row.subgraph,
    division: row.division,
    action: row.action,
    state: row.state,
    code: row.code,
    attempts: row.attempts,
    crashes: row.crashes,
    owner,
    token: row.token,
  }));
}
