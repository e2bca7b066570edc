import { provinceOf } from '../../../domain/divisionCode.ts';
import { CUTS, type CutName, cutName, type StatisticsCut } from './cuts.ts';
import type { Measure, Salt } from './measures.ts';
import { COUNTED_AS } from './measuresOf.ts';
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

type Sums = Partial<Record<Measure | Salt, number>>;
export type StatisticsCell = CellKey & Readonly<Sums>;

/** A delta, and all measures that it adds one to. */
export interface CountedDelta {
  readonly delta: StatisticsDelta;
  readonly measures: readonly Measure[];
  /** Random, 31 bits. */
  readonly salt: number;
}

/** What deltas come to, one row per cell, in the order of the keys: two that write the same cells never wait for each other in a circle. */
export function cellsOf(deltas: readonly CountedDelta[]): readonly StatisticsCell[] {
  const cells = new Map<string, CellKey & Sums>();
  for (const { delta, measures, salt } of deltas) {
    const salted: Salt = `salt_${COUNTED_AS[delta.kind]}`;
    for (const key of keysOf(delta)) {
      const name = JSON.stringify(Object.values(key));
      const cell = cells.get(name) ?? { ...key };
      for (const measure of measures) cell[measure] = (cell[measure] ?? 0) + 1;
      cell[salted] = (cell[salted] ?? 0) ^ salt;
      cells.set(name, cell);
    }
  }
  return [...cells].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, cell]) => cell);
}

function keysOf({ day, ...counted }: StatisticsDelta): readonly CellKey[] {
  const month = `${day.slice(0, 7)}-01`;
  return CUTS.flatMap((cut) =>
    placesOf(cut, counted).flatMap((places) => {
      const dimensions = { ...textsOf(cut, counted), ...places };
      return [
        { cut: cutName(cut, 'DAY'), period: day, ...dimensions },
        { cut: cutName(cut, 'MONTH'), period: month, ...dimensions },
      ];
    }),
  );
}

type Places = Pick<CellKey, 'accepting' | 'owning'>;

function textsOf(cut: StatisticsCut, counted: CountedCase): Omit<CellKey, 'cut' | 'period' | keyof Places> {
  return {
    item: cut.hasItem ? counted.item : '',
    department: cut.hasDepartment ? (counted.department ?? '') : '',
    mode: cut.hasMode ? counted.mode : '',
    authority: cut.hasMode ? (counted.authority ?? '') : '',
    channel: cut.hasChannel ? counted.channel : '',
  };
}

function placesOf({ places }: StatisticsCut, { accepting, owning }: CountedCase): readonly Places[] {
  const provinces = { accepting: provinceOf(accepting), owning: provinceOf(owning) };
  switch (places) {
    case 'NONE':
      return [{ accepting: '', owning: '' }];
    case 'SIDE_PROVINCE':
      return sidesOf(provinces);
    case 'SIDE_PLACE':
      return provinces.accepting === provinces.owning
        ? [{ accepting, owning }]
        : sidesOf({ accepting, owning });
    case 'PAIR_PROVINCE':
      return [provinces];
    case 'PAIR_PLACE':
      return [{ accepting, owning }];
  }
}

/** One for each side; both in one inside a province, so that whoever asks for it meets the case once. */
const sidesOf = ({ accepting, owning }: Places): readonly Places[] =>
  accepting === owning
    ? [{ accepting, owning }]
    : [
        { accepting, owning: '' },
        { accepting: '', owning },
      ];
