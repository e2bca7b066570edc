/** `YYYYMMDD` or `YYYYMM` out of the world's days and months; blank for none. */
export const dayDigits = (dayOrMonth: string | null): string => dayOrMonth?.replaceAll('-', '') ?? '';
