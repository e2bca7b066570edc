declare const calendarDateBrand: unique symbol;

/** A calendar day without a time zone, `YYYY-MM-DD`. */
export type CalendarDate = string & { readonly [calendarDateBrand]: true };

/**
 * Reads `YYYYMMDD` or `YYYY-MM-DD`.
 *
 * @throws {RangeError} on another form or a day that does not exist.
 */
export function parseCalendarDate(text: string): CalendarDate {
  const match = /^(\d{4})(-?)(\d{2})\2(\d{2})$/.exec(text.trim());
  const iso = match ? `${match[1]}-${match[3]}-${match[4]}` : '';
  const time = Date.parse(`${iso}T00:00:00Z`);
  if (iso === '' || Number.isNaN(time) || !new Date(time).toISOString().startsWith(iso)) {
    throw new RangeError('not a day of the form YYYYMMDD or YYYY-MM-DD');
  }
  return iso as CalendarDate;
}
