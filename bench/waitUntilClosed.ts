import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';

const LOOK_MS = 100;
const STUCK_MS = 60_000;

/** Waits until so many cases are closed, or nothing has happened for a minute. @returns how many were granted. */
export async function waitUntilClosed(pool: pg.Pool, cases: number): Promise<number> {
  let closed = -1;
  let changedAt = performance.now();
  for (;;) {
    const { rows } = await pool.query(
      `select count(*)::integer as closed, count(*) filter (where outcome = 'GRANTED')::integer as granted
       from cases.cases where closed_at is not null`,
    );
    const [row] = rows;
    if (row.closed !== closed) changedAt = performance.now();
    closed = row.closed;
    if (closed >= cases || performance.now() - changedAt > STUCK_MS) return row.granted;
    await pause(LOOK_MS);
  }
}
