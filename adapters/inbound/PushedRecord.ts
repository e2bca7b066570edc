import type { HolderIdentity } from '../../domain/HolderIdentity.ts';

/**
 * What a system has told us, without being asked in that moment, about one person or company.
 *
 * Personal data: it is sealed where it is stored, and neither number nor name goes into a log, an error or a key.
 */
export interface PushedRecord {
  /** Which question it answers, a constant of the department such as `hukou`. One record stands per facet and holder. */
  readonly facet: string;
  readonly kind: HolderIdentity['kind'];
  readonly number: HolderIdentity['number'];
  /** As the system writes it; `null` where the system says that it knows nobody of this number. */
  readonly name: string | null;
  /**
   * Epoch ms at which it was true, as the system says. Of two records the later one counts, in whatever order they
   * come; of two of the same instant the one that came last, or where the dialect promises it was sent last: a
   * correction within the system's own resolution of time.
   */
  readonly asOf: number;
  /**
   * JSON text of the department's own form, or a refusal of `pushedRefusal`; `null` where the system says that it holds
   * nothing.
   */
  readonly content: string | null;
}
