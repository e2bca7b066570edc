/** Digits that the number of an event has in a business key: a case never has more events. */
const SEQUENCE_DIGITS = 4;

/** 业务办理号 of a step: the number of its case, then that of the event that began it; 26 characters of `0-9A-Z`. */
export const businessKeyOf = (caseNumber: string, sequence: number): string =>
  `${caseNumber}${String(sequence).padStart(SEQUENCE_DIGITS, '0')}`;
