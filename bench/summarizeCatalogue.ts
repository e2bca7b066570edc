import type { CatalogueReport, QuestionReport } from './CatalogueReport.ts';
import { quantile } from './quantile.ts';

/** Medians and 99th percentiles, ms in the database. */
export function summarizeCatalogue({ items, search, pairs, availability }: CatalogueReport) {
  return {
    search: { items, p99Ms: ninetyNinth(search), questions: search.map(summarize) },
    availability: { pairs, p99Ms: ninetyNinth(availability), questions: availability.map(summarize) },
  };
}

function summarize({ question, finds, timesMs }: QuestionReport) {
  return {
    question,
    finds,
    medianMs: round(quantile(timesMs, 0.5)),
    p99Ms: round(quantile(timesMs, 0.99)),
    rounds: timesMs.length,
  };
}

const ninetyNinth = (reports: readonly QuestionReport[]) =>
  round(
    quantile(
      reports.flatMap(({ timesMs }) => timesMs),
      0.99,
    ),
  );

const round = (ms: number) => Number(ms.toFixed(2));
