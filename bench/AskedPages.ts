import type { QuestionReport } from './CatalogueReport.ts';

/** One kind of page, and how long PostgreSQL worked on each. */
export type AskedPages = Omit<QuestionReport, 'finds'>;
