import { fillCases } from './fillCases.ts';

/** Statements that fill the tables with open cases, each of which waits for the answer of a place's system, which is asked in an hour. */
export const fillWaiting = (cases: number): string => `
  ${fillCases(cases, cases)};
  update cases.cases set status = 'COLLABORATING', outcome = null, closed_at = null,
    due_on = current_date + 30;
  insert into cases.places (subgraph, division, ceiling)
  select distinct 'public-security', owning_division, 16 from cases.cases;
  insert into cases.steps (
    step_key, case_id, step, business_key, subgraph, division, action, state, due_on, attempts, next_at
  )
  select case_id || '.3', case_id, 'move-out', case_number || '03', 'public-security', owning_division, 'move-out', 'PENDING',
    due_on, 10, now() + interval '1 hour'
  from cases.cases`;
