import { formatBeijing } from '../../beijingTime.ts';
import type { ExchangeCentre, RunCircumstances, RunNote } from '../../exchange/ExchangeDialect.ts';
import { heldNumbers } from '../../exchange/heldNumbers.ts';
import { PushState } from '../../exchange/PushState.ts';
import { twistOf } from '../../faults/twistOf.ts';
import type { SandboxSite } from '../../SandboxDialect.ts';
import type { ExchangeTableOptions } from './ExchangeTableOptions.ts';
import { createTableHandling, type TableHandling, type Verdict } from './handling/createTableHandling.ts';
import { readQuery } from './readQuery.ts';
import { REQUEST_REASONS } from './requestReasons.ts';
import { rowsAbout } from './rowsAbout.ts';
import type { ExchangeTables, TakenRequest } from './storage/ExchangeTables.ts';

/** Persons whose rows go into the database in one statement; some have a quarter of a megabyte. */
const PUSHED_AT_ONCE = 20;
const TAKEN_AT_ONCE = 500;

/** A centre at its front-end database. */
export class TableCentre implements ExchangeCentre {
  readonly url: string;
  readonly #site: SandboxSite;
  readonly #options: ExchangeTableOptions;
  readonly #tables: ExchangeTables;
  readonly #pushes = new PushState();
  readonly #closing = new AbortController();
  readonly #handling: TableHandling | null;

  constructor(url: string, site: SandboxSite, options: ExchangeTableOptions, tables: ExchangeTables) {
    this.url = url;
    this.#site = site;
    this.#options = options;
    this.#tables = tables;
    this.#handling = site.desk === undefined ? null : createTableHandling(site, options, site.desk);
  }

  async run(circumstances: RunCircumstances): Promise<readonly RunNote[]> {
    const { department, jurisdiction, world, clock } = this.#site;
    const now = clock();
    const dataTime = world.dataTime(department, jurisdiction, now);
    const refusal = refusalOf(circumstances, now);
    if (refusal === null && this.#pushes.isDue(dataTime, circumstances.fault)) {
      await this.#pushAll(circumstances, dataTime);
    }
    if (refusal === null) await this.#handling?.tell(circumstances, (rows) => this.#tables.push(rows));
    return this.#answerRequests(circumstances, dataTime, refusal);
  }

  breakOff(): void {
    this.#closing.abort();
  }

  close(): Promise<void> {
    return this.#tables.close();
  }

  async #pushAll(circumstances: RunCircumstances, dataTime: number): Promise<void> {
    const isNew = this.#pushes.isFirst;
    const numbers = heldNumbers(this.#site, this.#site.world);
    for (let from = 0; from < numbers.length; from += PUSHED_AT_ONCE) {
      this.#closing.signal.throwIfAborted();
      const rows = numbers
        .slice(from, from + PUSHED_AT_ONCE)
        .flatMap((number) =>
          rowsAbout(this.#site, this.#options, circumstances, { number, dataTime, isNew }),
        );
      await this.#tables.push(rows);
    }
    await this.#tables.sweep();
    this.#pushes.note(dataTime, circumstances.fault);
  }

  async #answerRequests(
    circumstances: RunCircumstances,
    dataTime: number,
    refusal: string | null,
  ): Promise<readonly RunNote[]> {
    const mark = `centre-${this.#site.randomBytes(8).toString('hex')}`;
    const notes: RunNote[] = [];
    const requests = await this.#tables.takeRequests(mark, this.#options.takenMinutes, TAKEN_AT_ONCE);
    for (const request of requests) {
      if (this.#handling !== null && request.qqlx.trim() === 'BL') {
        const { verdict, note } = this.#handling.judge(request, circumstances, refusal);
        await this.#settle(request, mark, verdict);
        if (note !== null) notes.push(note);
        continue;
      }
      const query = this.#readQuery(request);
      if ('code' in query) {
        await this.#tables.refuse(request.xh, mark, `${query.code} ${REQUEST_REASONS.get(query.code)}`);
        continue;
      }
      notes.push({ operation: 'CX', asked: [query.number] });
      if (refusal !== null) {
        await this.#tables.refuse(request.xh, mark, refusal);
        continue;
      }
      const choice = { number: query.number, dataTime, isNew: false };
      const rows = rowsAbout(this.#site, this.#options, circumstances, choice);
      await this.#tables.answer(request.xh, mark, rows);
    }
    return notes;
  }

  async #settle({ xh }: TakenRequest, mark: string, verdict: Verdict): Promise<void> {
    switch (verdict.kind) {
      case 'answered':
        return this.#tables.answer(xh, mark, verdict.rows);
      case 'refused':
        return this.#tables.refuse(xh, mark, verdict.reason);
      case 'waits':
        return this.#tables.giveBack(xh, mark);
      case 'abandoned':
        return;
    }
  }

  #readQuery(request: TakenRequest): { readonly number: string } | { readonly code: string } {
    const read = readQuery(request, this.#options);
    return typeof read === 'string' ? { code: read } : read;
  }
}

/** What every request is refused with while the centre is in maintenance or broken; `null` otherwise. */
function refusalOf({ fault }: RunCircumstances, now: number): string | null {
  const twist = twistOf(fault, now);
  if (twist.kind === 'maintenance') {
    const end = twist.until === null ? '' : `,预计恢复时间${formatBeijing(twist.until)}`;
    return `901 ${REQUEST_REASONS.get('901')}${end}`;
  }
  if (twist.kind !== 'error') return null;
  const code = twist.code ?? '909';
  return `${code} ${REQUEST_REASONS.get(code) ?? '失败'}`;
}
