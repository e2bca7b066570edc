import type { CasesScene } from './CasesScene.ts';

/** Types of the events of a case, `STEP_` left out, each with its step. */
export async function eventsOf(scene: CasesScene, caseId: string): Promise<readonly string[]> {
  const rows = await scene.query<{ bytes: Buffer }>(
    'select bytes from cases.events where case_id = $1 order by sequence',
    [caseId],
  );
  return rows.map(({ bytes }) => {
    const { type, step, code } = JSON.parse(bytes.toString('utf8'));
    return [step, type.replace('STEP_', ''), code].filter(Boolean).join(' ');
  });
}

export interface StepSeen extends Readonly<Record<string, unknown>> {
  readonly step_key: string;
  readonly step: string;
  readonly state: string;
  readonly attempts: number;
  readonly crashes: number;
  readonly code: string | null;
  readonly owned: boolean;
}

/** Rows of the steps of a case, in the order in which they were begun. */
export const stepsOf = (scene: CasesScene, caseId: string): Promise<readonly StepSeen[]> =>
  scene.query<StepSeen>(
    `select step_key, step, state, attempts, crashes, code, owner is not null as owned
     from cases.steps where case_id = $1 order by business_key`,
    [caseId],
  );

/** Where a case stands. */
export async function standOf(scene: CasesScene, caseId: string): Promise<string> {
  const [row] = await scene.query<{ status: string; outcome: string | null }>(
    'select status, outcome from cases.cases where case_id = $1',
    [caseId],
  );
  return [row?.status, row?.outcome].filter(Boolean).join(' ');
}

/** Lets the time pass after which steps and places are asked again. */
export async function letTimePass(scene: CasesScene): Promise<void> {
  await scene.query('update cases.steps set next_at = now() where next_at > now()');
  await scene.query('update cases.places set asked_again_at = now() where asked_again_at > now()');
}

/** Lets the leases of all workers end. */
export const endLeases = (scene: CasesScene): Promise<unknown> =>
  scene.query(`update cases.steps set expires_at = now() - interval '1 s' where owner is not null`);

/** Has the database note for how long steps and places are left alone, by its own clock: tests may be slow. */
export async function notePauses(scene: CasesScene): Promise<void> {
  for (const [table, column] of [
    ['steps', 'next_at'],
    ['places', 'asked_again_at'],
  ])
    await scene.query(`
      create table if not exists public.pauses (pause_id serial, what text, seconds integer);
      create function public.note_${table}() returns trigger language plpgsql as $$ begin
        if new.${column} > now() and new.${column} <> old.${column} then
          insert into public.pauses (what, seconds) values ('${table}', extract(epoch from new.${column} - now()));
        end if;
        return null;
      end $$;
      create trigger note_pause after update on cases.${table} for each row execute function public.note_${table}()`);
}

/** For how long steps, or places, were left alone so far, seconds. */
export async function pausesOf(scene: CasesScene, what: 'steps' | 'places'): Promise<readonly number[]> {
  const rows = await scene.query<{ seconds: number }>(
    'select seconds from public.pauses where what = $1 order by pause_id',
    [what],
  );
  return rows.map(({ seconds }) => seconds);
}
