import type { StepContent } from './stepContent.ts';

/** Whether two contents ask for the same: the order of their lists does not count. */
export function isSameContent(one: StepContent, other: StepContent): boolean {
  return folded(one) === folded(other);
}

function folded({ PTBM, YWBH, XTBH, YWDM, SXBM, SLQH, BLQH, DSRLB, BDLB }: StepContent): string {
  const parties = DSRLB.map(({ JS, ZJLX, ZJHM, MC }) => JSON.stringify([JS, ZJLX, ZJHM, MC.trim()]));
  const fields = BDLB.map(({ XMC, XMZ }) => JSON.stringify([XMC, XMZ]));
  const lists = [parties.toSorted(), fields.toSorted()];
  return JSON.stringify([PTBM, YWBH, XTBH, YWDM, SXBM, SLQH, BLQH, ...lists]);
}
