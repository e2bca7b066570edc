import type { DivisionCode } from '../../../domain/divisionCode.ts';

/** 行政区划: a division as the catalogue knows it. */
export interface Division {
  readonly code: DivisionCode;
  readonly name: string;
  readonly shortName: string;
  readonly englishName: string | null;
  readonly level: 'PROVINCE' | 'CITY' | 'COUNTY';
}
