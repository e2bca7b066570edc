import { formatBeijing } from '../../beijingTime.ts';

/** An instant, epoch ms, as `YYYY-MM-DD HH:mm:ss` in Beijing. */
export const spacedTime = (instant: number): string =>
  formatBeijing(instant).replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3 $4:$5:$6');
