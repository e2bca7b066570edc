import type { RunCircumstances, RunNote } from '../../../exchange/ExchangeDialect.ts';
import type { HandlingDesk, Taken } from '../../../handling/HandlingDesk.ts';
import type { HandlingEntry } from '../../../handling/HandlingEntry.ts';
import type { HandlingOrder } from '../../../handling/HandlingOrder.ts';
import type { SandboxSite } from '../../../SandboxDialect.ts';
import type { DropFolder } from '../DropFolder.ts';
import type { FileDropOptions } from '../FileDropOptions.ts';
import { type BatchResult, writeResultFile } from '../writeResultFile.ts';
import { AnswerWriter } from './AnswerWriter.ts';
import { readApplicationFile } from './readApplicationFile.ts';
import type { ToldEntry } from './writeAnswers.ts';

/** What the runs of a centre owe, by when it is written. */
interface Owed {
  /** Before the results of this run. */
  readonly early: ToldEntry[];
  /** After them. */
  readonly after: ToldEntry[];
  /** Once more, in batches of their own. */
  readonly again: ToldEntry[][];
  /** On the next run. */
  readonly next: ToldEntry[];
}

/** 办理 of one centre at its folder: docs/dialects/file-drop.md, section 11. */
export class FileHandling {
  readonly #site: SandboxSite;
  readonly #options: FileDropOptions;
  readonly #folder: DropFolder;
  readonly #desk: HandlingDesk;
  readonly #writer: AnswerWriter;
  /** What was decided, or is to be told again, since the last run. */
  readonly #untold = new Set<HandlingEntry>();
  #carried: readonly ToldEntry[] = [];

  constructor(site: SandboxSite, options: FileDropOptions, folder: DropFolder, desk: HandlingDesk) {
    this.#site = site;
    this.#options = options;
    this.#folder = folder;
    this.#desk = desk;
    this.#writer = new AnswerWriter(site, folder);
    desk.tell = (entry) => {
      this.#untold.add(entry);
      return [];
    };
  }

  /** A result of the platform for an answer batch. */
  settle(batch: string, code: string, lines: ReadonlyMap<number, string>): void {
    this.#writer.settle(batch, { code, lines });
  }

  /**
   * Registers and does what lies there.
   *
   * @param names - application batches.
   * @param refusal - the code of every batch at the moment; `null` for none.
   */
  async run(
    names: readonly string[],
    circumstances: RunCircumstances,
    refusal: string | null,
  ): Promise<readonly RunNote[]> {
    await this.#writer.writeOwed(circumstances);
    const owed: Owed = { early: [], after: refusal === null ? this.#takeUntold() : [], again: [], next: [] };
    const notes: RunNote[] = [];
    const results: { readonly name: string; readonly result: BatchResult; readonly isLost: boolean }[] = [];
    for (const name of await this.#inOrder(names)) {
      const { result, isLost, asked, isGood } = await this.#register(name, refusal, owed);
      results.push({ name, result, isLost });
      if (isGood) notes.push({ operation: 'BLSQ', asked });
    }
    await this.#writer.write(owed.early, circumstances);
    for (const { name, result, isLost } of results) if (!isLost) await this.#writeResult(name, result);
    await this.#writer.write(owed.after, circumstances);
    for (const entries of owed.again) await this.#writer.write(entries, circumstances);
    this.#carried = [...(refusal === null ? [] : this.#carried), ...owed.next];
    return notes;
  }

  #takeUntold(): ToldEntry[] {
    const due = [...this.#carried, ...[...this.#untold].map(asItStands)];
    this.#untold.clear();
    return due;
  }

  /** Work lists grow in the order in which markers came. */
  async #inOrder(names: readonly string[]): Promise<readonly string[]> {
    const timed = await Promise.all(
      names.map(async (name) => ({ name, at: await this.#folder.markerTime(name) })),
    );
    return timed.toSorted((one, other) => one.at - other.at).map(({ name }) => name);
  }

  async #register(name: string, refusal: string | null, owed: Owed) {
    const read = await this.#read(name);
    const isGood = typeof read !== 'string';
    await this.#folder.putAway(name, isGood ? 'done' : 'bad');
    const whole = isGood ? refusal : read;
    if (!isGood || whole !== null) {
      const result: BatchResult = { code: whole ?? '9999', lines: [] };
      return { result, isLost: false, asked: [], isGood };
    }
    const lines = read.map(({ key, order }, index) => {
      const line = { line: index + 2, key };
      if (typeof order === 'string') return { ...line, code: order, isLost: false };
      const { code, isDropped } = this.#do(order, owed);
      return { ...line, code: code ?? '0000', isLost: isDropped };
    });
    return {
      result: { code: '0000', lines },
      isLost: lines.some(({ isLost }) => isLost),
      asked: read.flatMap(({ order }) => (typeof order === 'string' ? [] : [order.applicant.number])),
      isGood,
    };
  }

  async #read(name: string) {
    const bytes = await this.#folder.readIncoming(name);
    if (bytes === null) return '1004';
    if (!name.startsWith(`blsq_${this.#site.jurisdiction}_`)) return '1001';
    return readApplicationFile(bytes, this.#site, this.#options);
  }

  #do(order: HandlingOrder, owed: Owed): Taken {
    const undone = order.action.startsWith('undo-') ? this.#desk.ledger.findUndone(order) : null;
    const taken = this.#desk.take(order);
    const { entry, switches } = taken;
    if (entry === null) return taken;
    const isUndone = undone !== null && undone.result.status === 'taken-back';
    const told = [entry, ...(isUndone ? [undone] : [])].map(asItStands);
    const { timing = 'after', copies = 1, repeats = 0 } = switches.feedback ?? {};
    const lines = Array.from({ length: copies }, () => told).flat();
    const lists: Readonly<Record<typeof timing, ToldEntry[]>> = {
      early: owed.early,
      after: owed.after,
      'after-next': owed.next,
      never: [],
    };
    lists[timing].push(...lines);
    for (let time = 0; time < repeats; time++) owed.again.push(told);
    return taken;
  }

  async #writeResult(name: string, result: BatchResult): Promise<void> {
    const text = writeResultFile(this.#site, name, result, this.#site.clock());
    await this.#folder.deliver({ name: `${name}_res`, text, digested: text, manner: 'in-two' });
  }
}

/** What happens later to an entry does not change what a line says of it. */
const asItStands = ({ order, serial, result }: HandlingEntry): ToldEntry => ({ order, serial, result });
