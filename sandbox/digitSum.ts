/** Decides quirks by place: old systems pad, write long codes, or a lower-case x, and stay so for ever. */
export const digitSum = (jurisdiction: string): number =>
  Array.from(jurisdiction, Number).reduce((sum, digit) => sum + digit, 0);
