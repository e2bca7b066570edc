import type { StatedDate } from './statedDate.ts';

/** 清单批次: a batch of a national list. */
export interface NationalList {
  /** Document and batch: `2020-35/2021`. */
  readonly batch: string;
  readonly name: string;
  /** The year by whose end the items are to be available nationwide; `null`: the list gives no year. */
  readonly byEndOf: StatedDate | null;
  /** How many items the batch has, where a source says. */
  readonly itemCount: number | null;
  /** Verbatim. */
  readonly quote: string | null;
  readonly source: string;
}
