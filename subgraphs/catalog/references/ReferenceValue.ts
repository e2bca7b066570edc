import type { StatedDate } from '../../../domain/catalog/statedDate.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';

/** 参考数据: a figure as a published text gives it. */
export interface ReferenceValue {
  readonly id: string;
  readonly topic:
    | 'HUKOU'
    | 'IDENTITY_CARD'
    | 'MARRIAGE'
    | 'HUMAN_RESOURCES'
    | 'SOCIAL_INSURANCE'
    | 'HOUSING_FUND'
    | 'REGIONAL'
    | 'TRANSPORT';
  readonly kind: 'STATISTIC' | 'AGREED_LIMIT' | 'STATUTORY_LIMIT' | 'ACHIEVED_AVERAGE';
  readonly name: string;
  readonly value: number;
  readonly approximate: string | null;
  readonly unit: string;
  readonly divisionCode: DivisionCode | null;
  readonly asOf: StatedDate | null;
  readonly period: StatedDate | null;
  readonly breakdown: ReadonlyArray<{ readonly name: string; readonly value: number }>;
  readonly source: string;
  readonly quote: string;
  readonly note: string | null;
}
