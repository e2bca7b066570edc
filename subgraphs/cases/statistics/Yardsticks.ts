import type { CalendarDate } from '../../../domain/calendarDate.ts';
import { provinceOf } from '../../../domain/divisionCode.ts';
import type { StatisticsCatalog } from '../client/StatisticsCatalog.ts';
import type { ItemLimits, Yardstick } from './measuresOf.ts';
import type { StatisticsDelta } from './StatisticsDelta.ts';

/** A catalogue that is published anew is followed within this. */
const KEPT_MS = 600_000;

/** Working days and limits by which decisions are measured, as the catalogue has them now. */
export class Yardsticks {
  readonly #catalog: Pick<StatisticsCatalog, 'findWorkingDays' | 'findLimits'>;
  readonly #limits: Kept<ItemLimits>;
  readonly #years: Kept<ReadonlySet<string>>;

  constructor(catalog: Pick<StatisticsCatalog, 'findWorkingDays' | 'findLimits'>, now: () => number) {
    this.#catalog = catalog;
    this.#limits = new Kept(now);
    this.#years = new Kept(now);
  }

  /**
   * @returns `null` for what has no duration.
   * @throws {TongbanError} when the catalogue does not answer.
   */
  async findFor(
    { item, owning, day, duration }: StatisticsDelta,
    signal: AbortSignal,
  ): Promise<Yardstick | null> {
    if (duration === null) return null;
    const province = provinceOf(owning);
    const [limits, ...years] = await Promise.all([
      this.#limits.get(item, () => this.#catalog.findLimits(item, signal)),
      ...yearsOf(duration.acceptedOn, day).map((year) =>
        this.#years.get(`${province} ${year}`, () => this.#catalog.findWorkingDays(province, year, signal)),
      ),
    ]);
    return { limits, isWorkingDay: (date) => years.some((days) => days.has(date)) };
  }
}

/** Answers that are asked for again once they are old, or at once where there was none. */
class Kept<T> {
  readonly #now: () => number;
  readonly #kept = new Map<string, { readonly until: number; readonly answer: Promise<T> }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  get(key: string, ask: () => Promise<T>): Promise<T> {
    const kept = this.#kept.get(key);
    if (kept !== undefined && kept.until > this.#now()) return kept.answer;
    const answer = ask();
    this.#kept.set(key, { until: this.#now() + KEPT_MS, answer });
    answer.catch(() => this.#kept.delete(key));
    return answer;
  }
}

function yearsOf(first: CalendarDate, last: CalendarDate): readonly string[] {
  const years: string[] = [];
  for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year += 1)
    years.push(String(year).padStart(4, '0'));
  return years;
}
