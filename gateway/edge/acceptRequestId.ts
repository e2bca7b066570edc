const REQUEST_ID = /^[\w.:/+=-]{1,128}$/;
/** A UUID or a trace id may hold long runs of digits by chance. */
const RANDOM = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32})$/i;
/** Eleven digits in a row may be a phone; a citizen number is longer, a credit code has eight and then letters too. */
const PERSONAL = /\d{11}|\d{8}[0-9A-Z]{9,10}/i;

/** A phone, or a citizen number, however its digits are grouped. */
const GROUPED = /1[3-9]\d{9}|\d{17}[\dX]/i;
const SEPARATORS = /[_.:/+=-]/g;

/**
 * The client's `x-request-id`, which every log holds and every error shows, where it is fit for that.
 *
 * @returns `undefined` when it has other characters, is too long, or may be a number of a person.
 */
export function acceptRequestId(header: string | readonly string[] | undefined): string | undefined {
  if (typeof header !== 'string' || !REQUEST_ID.test(header)) return undefined;
  if (RANDOM.test(header)) return header;
  const isPersonal = PERSONAL.test(header) || GROUPED.test(header.replace(SEPARATORS, ''));
  return isPersonal ? undefined : header;
}
