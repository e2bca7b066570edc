import { PROVINCES } from '../domain/provinces.ts';

const PROVINCE_CODES = PROVINCES.map(({ code2 }) => `'${code2}'`).join(',');
/** One of some 3 000 counties, by number: 31 provinces of 11 cities of 9 counties. */
const countyOf = (n: string): string =>
  `(array[${PROVINCE_CODES}])[1 + (${n}) % 31] || lpad(((${n}) / 31 % 11)::text, 2, '0') || lpad(((${n}) / 341 % 9)::text, 2, '0')`;

/**
 * Statements that fill the tables of cases: between pairs of counties, every tenth with a third one, 80 % closed, 1 % parked,
 * spread over two years.
 */
export function fillCases(cases: number, holders: number): string {
  return `
    insert into cases.procedures (id, version, content) values ('bench', 1, '{"steps":[]}');
    insert into cases.cases (
      case_id, case_number, item, mode, channel, portal, accepting_division, owning_division,
      third_division, procedure_id, procedure_version, catalogue_version, limit_working_days, status, outcome, sequence, state, last_hash,
      submitted_at, accepted_at, closed_at, due_on
    )
    select
      ('10000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'TB' || lpad(n::text, 20, '0'),
      'item-' || n % 100, 'JOINT_HANDLING', 'PORTAL', 'bench',
      ${countyOf('n * 7919')}, ${countyOf('n * 104729 + 17')},
      case when n % 10 = 0 then ${countyOf('n * 1299709 + 5')} end,
      'bench', 1, 1, 10,
      case when n % 5 > 0 then 'CLOSED' when n % 100 = 0 then 'PARKED' else 'COLLABORATING' end,
      case when n % 5 > 0 then 'GRANTED' end, 12,
      '{"phase":"OPEN","submittedAt":1767225600000,"acceptedAt":1767225600000,"steps":{},"pauses":[],"halt":null,"ending":null}'::jsonb,
      decode('00', 'hex'),
      timestamptz '2025-01-01' + n * interval '63 seconds', timestamptz '2025-01-01' + n * interval '63 seconds',
      case when n % 5 > 0 then timestamptz '2025-01-09' + n * interval '63 seconds' end,
      (timestamptz '2025-01-15' + n * interval '63 seconds')::date
    from generate_series(1::bigint, ${cases}) as n;
    insert into cases.parties (case_id, position, role, holder_id)
    select
      ('10000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 0, 'APPLICANT',
      ('00000000-0000-4000-8000-' || lpad((n % ${holders})::text, 12, '0'))::uuid
    from generate_series(1, ${cases}) as n`;
}
