import type { BenchResult } from './Bench.ts';
import { benchCaseLists } from './benchCaseLists.ts';
import { benchCases } from './benchCases.ts';
import type { CasesMeasurement } from './CasesMeasurement.ts';
import { quantile } from './quantile.ts';
import { renderTable } from './renderTable.ts';

const CASES_PER_ROUND = 50;
/** 16 亿人次 of social insurance services in 2023, by office hours of 250 working days of 8 hours: 222 a second. */
const NATION_PER_SECOND = 222;

/** Whole cases a second, with one worker and with two; pages of lists among a million. */
export async function runCases(rounds: number): Promise<BenchResult> {
  const measured = [];
  for (const workers of [1, 2]) measured.push(await benchCases(workers, rounds * CASES_PER_ROUND));
  const rows = measured.map(summarize);
  const lists = await benchCaseLists(rounds);
  const pages = lists.map(({ question, timesMs }) => ({
    page: question,
    'median ms': round(quantile(timesMs, 0.5)),
    '99 % ms': round(quantile(timesMs, 0.99)),
  }));
  const wrong = measured.reduce((total, run) => total + run.wrong, 0);
  const best = Math.max(...rows.map((row) => row['cases/s']));
  const machines = Math.ceil(NATION_PER_SECOND / best);
  return {
    summary: { runs: rows, cpu: measured.map(({ workers, cpuMs }) => ({ workers, cpuMs })), pages, machines },
    text: [
      'Three-step joint procedure, systems that answer at once; server, workers and PostgreSQL on this machine',
      renderTable(rows),
      '',
      ...measured.map(
        ({ workers, cases, cpuMs }) => `CPU ms a case, ${workers} worker(s): ${perCase(cpuMs, cases)}`,
      ),
      `${NATION_PER_SECOND} a second (1.6 billion services a year in office hours) take ${machines} such machine(s)`,
      '',
      'Pages among 1,000,000 cases, time in the database',
      renderTable(pages),
    ].join('\n'),
    problem: wrong > 0 ? `${wrong} cases or steps were lost or done twice` : null,
  };
}

function summarize({ workers, cases, wallMs, submitMs }: CasesMeasurement) {
  return {
    workers,
    cases,
    'cases/s': round((cases / wallMs) * 1_000),
    'submit median ms': round(quantile(submitMs, 0.5)),
    'submit 99 % ms': round(quantile(submitMs, 0.99)),
  };
}

const perCase = (cpuMs: CasesMeasurement['cpuMs'], cases: number): string =>
  Object.entries(cpuMs)
    .map(([name, ms]) => `${name} ${round(ms / cases)}`)
    .join(', ');

const round = (value: number) => Number(value.toFixed(1));
