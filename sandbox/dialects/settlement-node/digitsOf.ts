/** `YYYYMMDD` or `YYYYMM` out of the world's days and months. */
export const digitsOf = (dayOrMonth: string): string => dayOrMonth.replaceAll('-', '');
