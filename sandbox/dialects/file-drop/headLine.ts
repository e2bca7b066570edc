import { formatBeijing } from '../../beijingTime.ts';
import { centreName } from '../../exchange/centreName.ts';
import { habitsOf } from '../../exchange/habitsOf.ts';
import type { SandboxSite } from '../../SandboxDialect.ts';
import { yuanText } from '../../yuanText.ts';
import { joinColumns } from './joinColumns.ts';

/** Tells a reader whether it reads in the right charset. */
const PROBE = '汉字';
const CENTRE_WIDTH = 100;

export interface Head {
  readonly count: number;
  readonly sumFen: bigint;
  /** Four letters. */
  readonly type: string;
  /** 批次时间, epoch ms. */
  readonly time: number;
  readonly release: '1' | '2';
  /** Columns that only this type has. */
  readonly more?: readonly string[];
}

/** The first line of a file of a centre. */
export const headLine = (
  { department, jurisdiction }: Pick<SandboxSite, 'department' | 'jurisdiction'>,
  { count, sumFen, type, time, release, more = [] }: Head,
): string =>
  joinColumns([
    String(count),
    yuanText(sumFen),
    type,
    jurisdiction,
    formatBeijing(time),
    release,
    habitsOf(jurisdiction).column(centreName(department, jurisdiction), CENTRE_WIDTH),
    PROBE,
    ...more,
  ]);
