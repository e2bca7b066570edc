import { provinceOf } from '../../../domain/divisionCode.ts';
import { CUTS, type CutName, cutName, type StatisticsCut } from './cuts.ts';
import type { Measure } from './measures.ts';
import type { CountedCase, StatisticsDelta } from './StatisticsDelta.ts';

/** Where something is counted; empty texts stand for all that a cut does not tell apart, and for what there is none of. */
export interface CellKey {
  readonly cut: CutName;
  /** The day, or the first of the month. */
  readonly period: string;
  readonly item: string;
  readonly department: string;
  readonly accepting: string;
  readonly owning: string;
  readonly mode: string;
  readonly authority: string;
  readonly channel: string;
}

export type StatisticsCell = CellKey & Readonly<Partial<Record<Measure, number>>>;

/** A delta, and all measures that it adds one to. */
export interface CountedDelta {
  readonly delta: StatisticsDelta;
  readonly measures: readonly Measure[];
}

/** What deltas come to, one row per cell, in the order of the keys: two that write the same cells never wait for each other in a circle. */
export function cellsOf(deltas: readonly CountedDelta[]): readonly StatisticsCell[] {
  const cells = new Map<string, CellKey & Partial<Record<Measure, number>>>();
  for (const { delta, measures } of deltas) {
    for (const key of keysOf(delta)) {
      const name = JSON.stringify(Object.values(key));
      const cell = cells.get(name) ?? { ...key };
      for (const measure of measures) cell[measure] = (cell[measure] ?? 0) + 1;
      cells.set(name, cell);
    }
  }
  return [...cells].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, cell]) => cell);
}

function keysOf({ day, ...counted }: StatisticsDelta): readonly CellKey[] {
  return CUTS.flatMap((cut) => [
    { cut: cutName(cut, 'DAY'), period: day, ...dimensionsOf(cut, counted) },
    { cut: cutName(cut, 'MONTH'), period: `${day.slice(0, 7)}-01`, ...dimensionsOf(cut, counted) },
  ]);
}

function dimensionsOf(cut: StatisticsCut, counted: CountedCase): Omit<CellKey, 'cut' | 'period'> {
  const { item, department, mode, authority, channel } = counted;
  return {
    item: cut.hasItem ? item : '',
    department: department ?? '',
    accepting: placeOf(cut, counted.accepting),
    owning: placeOf(cut, counted.owning),
    mode,
    authority: authority ?? '',
    channel: cut.hasChannel ? channel : '',
  };
}

function placeOf({ places }: StatisticsCut, division: CountedCase['accepting']): string {
  switch (places) {
    case 'NONE':
      return '';
    case 'PROVINCE':
      return provinceOf(division);
    case 'PLACE':
      return division;
  }
}
