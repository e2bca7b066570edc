/** What one completed case saves, as the caller says. */
export interface Savings {
  readonly tripsPerCase: number;
  readonly hoursPerTrip: number | null;
  readonly yuanPerTrip: number | null;
}

export const SAVINGS_FORMULA =
  'trips = completed × tripsPerCase; hours = trips × hoursPerTrip; yuan = trips × yuanPerTrip (completed as told in the same row; parameters as given with the question)';

/** @param completed - as it is told, so that savings tell no more than it does; `null` where it is suppressed. */
export function savingsOf(completed: number | null, savings: Savings | null) {
  if (completed === null || savings === null) return null;
  const { tripsPerCase, hoursPerTrip, yuanPerTrip } = savings;
  const trips = completed * tripsPerCase;
  return {
    trips,
    hours: hoursPerTrip === null ? null : trips * hoursPerTrip,
    yuan: yuanPerTrip === null ? null : trips * yuanPerTrip,
  };
}
