import type { FormattedExecutionResult } from 'graphql';

type Answer = FormattedExecutionResult | Error;

/** Answers of subgraphs that a request has already: whoever goes on with it need not ask again. */
export class KnownAnswers {
  readonly #answers = new Map<string, Answer>();

  readonly #open = new Map<string, Promise<Buffer | Error | undefined>>();

  readonly #unread: { readonly url: string; readonly body: string; readonly answer: Buffer }[] = [];

  /** Calls that are counted, by place and records. */
  readonly #counted = new Map<string, number>();

  readonly #beside: KnownAnswers | undefined;

  /** @param beside - gets what somebody has to be asked for all the same; default: nobody remembers that. */
  constructor(beside?: KnownAnswers) {
    this.#beside = beside;
  }

  /** @param body - of the request, as text. */
  keep(url: string, body: string, answer: Answer): void {
    this.#answers.set(`${url} ${body}`, answer);
  }

  /** As {@link keep}, without reading either before somebody asks. */
  keepText(url: string, body: string, answer: Buffer): void {
    this.#unread.push({ url, body, answer });
  }

  /** As {@link keepText}, of a call under way. @param answer - never rejects; `undefined`: nobody was asked after all. */
  keepOpen(url: string, body: string, answer: Promise<Buffer | Error | undefined>): void {
    this.#open.set(`${url} ${body}`, answer);
  }

  /** A call for so many records was counted where it goes, be it that it was refused. */
  keepCount(url: string, records: number): void {
    const id = `${url} ${records}`;
    this.#counted.set(id, (this.#counted.get(id) ?? 0) + 1);
  }

  /** @returns whether a call for so many records was counted already; each is told once. */
  takeCount(url: string, records: number): boolean {
    const id = `${url} ${records}`;
    const count = this.#counted.get(id) ?? 0;
    if (count > 0) this.#counted.set(id, count - 1);
    return count > 0;
  }

  /** Told of a call that was counted just now. */
  noteCount(url: string, records: number): void {
    this.#beside?.keepCount(url, records);
  }

  /** Told of what was not known and has been asked for. @param answer - as it came, where it could be read. */
  note(url: string, body: string, answer: Buffer | Error): void {
    if (answer instanceof Error) this.#beside?.keep(url, body, answer);
    else this.#beside?.keepText(url, body, answer);
  }

  /**
   * The answer, once: whoever has it may change it. A promise only of a call under way.
   *
   * @throws the error that the call ended with; the promise rejects with it.
   */
  take(
    url: string,
    body: string,
  ): FormattedExecutionResult | undefined | Promise<FormattedExecutionResult | undefined> {
    for (const unread of this.#unread.splice(0)) {
      this.keep(unread.url, unread.body, JSON.parse(unread.answer.toString()));
    }
    const id = `${url} ${body}`;
    const answer = this.#answers.get(id);
    this.#answers.delete(id);
    if (answer instanceof Error) throw answer;
    if (answer !== undefined) return answer;
    const open = this.#open.get(id);
    this.#open.delete(id);
    return open?.then(readWhenOver);
  }
}

function readWhenOver(answer: Buffer | Error | undefined): FormattedExecutionResult | undefined {
  if (answer instanceof Error) throw answer;
  return answer && JSON.parse(answer.toString());
}
