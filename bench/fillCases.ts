/**
 * Statements that fill the tables of cases: between pairs of 31 provinces and their cities, 80 % closed, 1 % parked, spread
 * over two years.
 */
export function fillCases(cases: number, holders: number): string {
  return `
    insert into cases.procedures (id, version, content) values ('bench', 1, '{}');
    insert into cases.cases (
      case_id, case_number, item, mode, channel, portal, accepting_division, owning_division, procedure_id,
      procedure_version, catalogue_version, limit_working_days, status, outcome, sequence, state, last_hash,
      submitted_at, accepted_at, closed_at, due_on
    )
    select
      ('10000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'TB' || lpad(n::text, 20, '0'),
      'item-' || n % 100, 'JOINT_HANDLING', 'PORTAL', 'bench',
      (array['11','12','13','14','15','21','22','23','31','32','33','34','35','36','37','41','42','43','44','45','46','50','51','52','53','54','61','62','63','64','65'])[1 + n % 31] || lpad((n % 5)::text, 2, '0') || '00',
      (array['11','12','13','14','15','21','22','23','31','32','33','34','35','36','37','41','42','43','44','45','46','50','51','52','53','54','61','62','63','64','65'])[1 + (n * 7 + 3) % 31] || lpad((n / 31 % 5)::text, 2, '0') || '00',
      'bench', 1, 1, 10,
      case when n % 5 > 0 then 'CLOSED' when n % 100 = 0 then 'PARKED' else 'COLLABORATING' end,
      case when n % 5 > 0 then 'GRANTED' end, 12,
      '{"phase":"OPEN","submittedAt":1767225600000,"acceptedAt":1767225600000,"steps":{},"pauses":[],"halt":null,"ending":null}'::jsonb,
      decode('00', 'hex'),
      timestamptz '2025-01-01' + n * interval '63 seconds', timestamptz '2025-01-01' + n * interval '63 seconds',
      case when n % 5 > 0 then timestamptz '2025-01-09' + n * interval '63 seconds' end,
      (timestamptz '2025-01-15' + n * interval '63 seconds')::date
    from generate_series(1, ${cases}) as n;
    insert into cases.parties (case_id, position, role, holder_id)
    select
      ('10000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 0, 'APPLICANT',
      ('00000000-0000-4000-8000-' || lpad((n % ${holders})::text, 12, '0'))::uuid
    from generate_series(1, ${cases}) as n`;
}
