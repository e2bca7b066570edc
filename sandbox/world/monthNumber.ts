/** A month as a number that can be counted with: year × 12 + month − 1. */
export type MonthNumber = number;

/** Reads `YYYY-MM`, or the month of a day `YYYY-MM-DD`. */
export const monthNumber = (text: string): MonthNumber =>
  Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;

/** Writes `YYYY-MM`. */
export const monthText = (month: MonthNumber): string =>
  `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;

/** Writes `YYYY-MM-DD`; days after the 28th would not exist in every month. */
export const dayText = (month: MonthNumber, day: number): string =>
  `${monthText(month)}-${String(Math.min(day, 28)).padStart(2, '0')}`;

/** The calendar year of a month. */
export const yearOf = (month: MonthNumber): number => Math.floor(month / 12);

/** The last month that the world knows of; it stands still so that every start shows the same facts. */
export const WORLD_MONTH: MonthNumber = 2026 * 12 + 9;
