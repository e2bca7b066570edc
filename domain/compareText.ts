/** Orders texts by code unit, the same on every machine; ISO dates and division codes are in order of time and number. */
export function compareText(one: string, other: string): number {
  return Number(one > other) - Number(one < other);
}
