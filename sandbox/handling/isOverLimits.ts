import type { HandlingOrder } from './HandlingOrder.ts';

const MOST_FIELDS = 64;
const MOST_PARTIES = 8;
const LONGEST_VALUE = 400;
const LONGEST_NAME = 200;

/** Whether an order is larger than any system takes it; lengths are those of code points. */
export function isOverLimits({ parties, fields }: Pick<HandlingOrder, 'parties' | 'fields'>): boolean {
  const values = Object.values(fields);
  return (
    values.length > MOST_FIELDS ||
    parties.length > MOST_PARTIES ||
    values.some((value) => Array.from(value).length > LONGEST_VALUE) ||
    parties.some(({ name }) => Array.from(name).length > LONGEST_NAME)
  );
}
