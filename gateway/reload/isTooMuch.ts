/** Whether an edit takes away more than an everyday edit does: more than `maxPercent` of what there was. */
export const isTooMuch = (lost: number, before: number, maxPercent: number): boolean =>
  lost * 100 > before * maxPercent;
