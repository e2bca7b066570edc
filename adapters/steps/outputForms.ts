const TRUE_OR_FALSE = { '1': 'true', '0': 'false' } as const;

const digits = (count: number): RegExp => new RegExp(`^\\d{${count}}$`);
const characters = (count: number): RegExp => new RegExp(`^[0-9A-Z]{${count}}$`);

/** How the outputs of steps are written, whatever dialect they come in. */
export const outputForms = {
  digits,
  /** Of `0-9A-Z`. */
  characters,
  /** Yuan with two decimals. */
  amount: /^\d{1,15}\.\d{2}$/,
  /** `YYYYMMDD`, not a number of eight digits. */
  day: /^\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/,
  flag: /^[01]$/,
  flagMeanings: TRUE_OR_FALSE,
} as const;
