import { expect } from 'vitest';
import { PORTAL_PAGE } from '../e2e/portal-page/portalPageQuery.ts';
import { queryOnce } from './queryOnce.ts';
import type { Stack, StackAnswer } from './Stack.ts';

/** These answer from what they have told us, and tell when they can. */
const TELLING: readonly string[] = [
  'public-security/330000',
  'social-insurance/460000',
  'social-insurance/620000',
  'housing-fund/450900',
  'housing-fund/510300',
];

const FIELDS = {
  'public-security': 'publicSecurity',
  'social-insurance': 'socialInsurance',
  'housing-fund': 'housingFund',
} as const;

/** Until the systems have told everything, on a machine that is busy with other tests. */
const TOLD = { timeout: 240_000, interval: 200 };

const DAY_MS = 86_400_000;

const lateIn = ({ body: { errors = [] } }: StackAnswer): readonly string[] =>
  errors.flatMap(({ extensions: { code, service, jurisdiction } }) =>
    code === 'JURISDICTION_TIMEOUT' ? [`${service}/${jurisdiction}`] : [],
  );

/** Before the record index has spoken nobody is asked, so that nobody fails. */
const isAnybodyKnown = ({ body }: StackAnswer): boolean =>
  Object.values(FIELDS).every((field) => body.data.me[field].length > 0);

/** The page of the demo citizen whose records lie with systems of all seven dialects. */
export class SevenDialectsPage {
  readonly #stack: Stack;
  readonly #databaseUrl: string;
  /** `asOf` of all answers, ms. */
  readonly #seen = new Set<number>();

  /** @param databaseUrl - of the stack. */
  constructor(stack: Stack, databaseUrl: string) {
    this.#stack = stack;
    this.#databaseUrl = databaseUrl;
  }

  async ask(): Promise<StackAnswer> {
    return this.#asBeforeRenewal(
      await this.#stack.ask(PORTAL_PAGE, { token: this.#stack.tokens.sevenDialects }),
    );
  }

  /**
   * Asks until there is no error and no department without a record, at least so many times in a row, which closes the
   * circuit breakers. Whoever has not told yet must say when to ask again; nobody else may say so. A machine that is busy
   * with other tests may be late, and who was late is left alone for a moment.
   */
  async untilWhole(times = 1): Promise<StackAnswer> {
    const strange: unknown[] = [];
    let answer = await this.ask();
    const late = new Set(lateIn(answer));
    await expect
      .poll(async () => {
        // Only who was not whole is left alone for a moment.
        for (let asked = 0; asked < times; asked++) {
          answer = await this.ask();
          const { errors = [] } = answer.body;
          for (const system of lateIn(answer)) late.add(system);
          const named = errors.map(
            ({ extensions: { code, service, jurisdiction, retryable, retryAfter } }) => ({
              code,
              system: `${service}/${jurisdiction}`,
              retryable,
              saysWhen: typeof retryAfter === 'number',
            }),
          );
          strange.push(
            ...named.filter(
              ({ code, system, saysWhen }) =>
                code !== 'JURISDICTION_TIMEOUT' &&
                !(
                  code === 'JURISDICTION_UNAVAILABLE' &&
                  saysWhen &&
                  (TELLING.includes(system) || late.has(system))
                ),
            ),
          );
          if (named.length > 0) return named;
          if (!isAnybodyKnown(answer)) return 'the record index has not spoken';
        }
        return 'whole';
      }, TOLD)
      .toBe('whole');
    if (times === 1) expect(strange).toEqual([]);
    return answer;
  }

  /** All of an answer but the records of these systems, as text. */
  elsewhere({ body }: StackAnswer, systems: readonly string[]): string {
    const me = Object.entries(FIELDS).map(([department, field]) =>
      body.data.me[field].filter(
        ({ jurisdiction }: { jurisdiction: string }) => !systems.includes(`${department}/${jurisdiction}`),
      ),
    );
    return JSON.stringify(me);
  }

  /** @param system - `social-insurance/430000`. */
  recordAt({ body }: StackAnswer, system: string): Readonly<Record<string, unknown>> | undefined {
    const [department, place] = system.split('/');
    const field = FIELDS[department as keyof typeof FIELDS];
    const records: Record<string, unknown>[] = body.data.me[field];
    return records.find(({ jurisdiction }) => jurisdiction === place);
  }

  /** Code, origin, place and whether to retry, of every error. */
  errorsOf({ body }: StackAnswer): readonly unknown[] {
    return (body.errors ?? []).map(({ extensions: { code, origin, jurisdiction, retryable } }) => ({
      code,
      origin,
      jurisdiction,
      retryable,
    }));
  }

  /** As if these systems had never told us anything, and we had never asked them; their messages stay. */
  async forget(systems: readonly string[]): Promise<void> {
    for (const table of ['records', 'asked', 'requests']) {
      await this.query(
        `delete from jurisdiction.${table} where subgraph || '/' || jurisdiction = any ($1::text[])`,
        [systems],
      );
    }
  }

  /** `forget` of all that tell, so that each of them has to be asked. */
  forgetTold(): Promise<void> {
    return this.forget(TELLING);
  }

  /** Asks the stack's own database. */
  query(sql: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    return queryOnce(this.#databaseUrl, sql, values);
  }

  /** Places that renew their data once a day, at a minute of their own, may do it between two answers that are compared. */
  #asBeforeRenewal(answer: StackAnswer): StackAnswer {
    const text = answer.text.replaceAll(/"asOf":"([^"]+)"/g, (told, at: string) => {
      const now = Date.parse(at);
      const isRenewed = !this.#seen.has(now) && this.#seen.has(now - DAY_MS);
      if (isRenewed) return told.replace(at, new Date(now - DAY_MS).toISOString().replace('.000', ''));
      this.#seen.add(now);
      return told;
    });
    return { ...answer, text, body: JSON.parse(text) };
  }
}
