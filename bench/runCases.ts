import type { BenchResult } from './Bench.ts';
import { benchCaseLists } from './benchCaseLists.ts';
import { benchCases } from './benchCases.ts';
import { benchWaiting } from './benchWaiting.ts';
import type { CasesMeasurement } from './CasesMeasurement.ts';
import { quantile } from './quantile.ts';
import { renderTable } from './renderTable.ts';

const CASES_PER_ROUND = 50;
const WAITING = 100_000;
/** 16 亿人次 of social insurance services in 2023, by office hours of 250 working days of 8 hours: 222 a second. */
const NATION_PER_SECOND = 222;

/** Whole cases a second, with one worker and with two; what those that wait cost; pages among a million. */
export async function runCases(rounds: number): Promise<BenchResult> {
  const measured = [];
  for (const workers of [1, 2]) measured.push(await benchCases(workers, rounds * CASES_PER_ROUND));
  const rows = measured.map(summarize);
  const { waiting, emptyMib, waitingMib } = await benchWaiting(WAITING);
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
    summary: {
      runs: rows,
      cpuMsPerCase: measured.map(({ workers, cpuMs, submittingCpuMs }) => ({
        workers,
        cpuMs,
        submittingCpuMs,
      })),
      waiting: { waiting, emptyMib, waitingMib },
      pages,
      machines,
    },
    text: [
      'Three-step joint procedure, systems that answer at once; server, workers and PostgreSQL on this machine',
      renderTable(rows),
      '',
      'CPU ms a case; steps are what submitting leaves of the whole',
      renderTable(measured.flatMap(costsOf)),
      `${NATION_PER_SECOND} a second (1.6 billion services a year in office hours) take ${machines} such machine(s)`,
      '',
      `A worker's memory: ${round(emptyMib)} MiB over an empty database, ${round(waitingMib)} MiB over ${waiting} cases that wait for an answer (${round((waitingMib / emptyMib - 1) * 100)} % more)`,
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

function costsOf({ workers, cpuMs, submittingCpuMs }: CasesMeasurement) {
  const phases = [
    ['whole', cpuMs],
    ['submitting', submittingCpuMs],
    [
      'three steps',
      Object.fromEntries(
        Object.entries(cpuMs).map(([name, ms]) => [name, Math.max(0, ms - (submittingCpuMs[name] ?? 0))]),
      ),
    ],
  ] as const;
  return phases.map(([phase, costs]) => {
    const of = (isMeant: (name: string) => boolean) =>
      round(Object.entries(costs).reduce((sum, [name, ms]) => sum + (isMeant(name) ? ms : 0), 0));
    return {
      workers,
      phase,
      postgres: of((name) => name === 'postgres'),
      cases: of((name) => name === 'cases'),
      worker: of((name) => name.startsWith('worker')),
      'bench itself': of((name) => name === 'bench itself'),
    };
  });
}

const round = (value: number) => Number(value.toFixed(1));
