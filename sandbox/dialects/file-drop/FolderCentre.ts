import type { ExchangeCentre, RunCircumstances, RunNote } from '../../exchange/ExchangeDialect.ts';
import { heldNumbers } from '../../exchange/heldNumbers.ts';
import { PushState } from '../../exchange/PushState.ts';
import { personQuirk } from '../../exchange/personQuirk.ts';
import { twistOf } from '../../faults/twistOf.ts';
import type { SandboxSite } from '../../SandboxDialect.ts';
import { BatchWriter } from './BatchWriter.ts';
import type { DropFolder } from './DropFolder.ts';
import type { FileDropOptions } from './FileDropOptions.ts';
import { FileHandling } from './handling/FileHandling.ts';
import { readPlatformFile } from './readPlatformFile.ts';
import { type Queries, readQueries } from './readQueries.ts';
import { splitColumns } from './splitColumns.ts';
import { writeResultFile } from './writeResultFile.ts';

/** Persons whose lines stand in one file; some have two thousand. */
const PERSONS_A_FILE = 25;

/** A centre at its folder. */
export class FolderCentre implements ExchangeCentre {
  readonly url: string;
  readonly #site: SandboxSite;
  readonly #options: FileDropOptions;
  readonly #folder: DropFolder;
  readonly #writer: BatchWriter;
  readonly #pushes = new PushState();
  readonly #closing = new AbortController();
  readonly #handling: FileHandling | null;

  constructor(url: string, site: SandboxSite, options: FileDropOptions, folder: DropFolder) {
    this.url = url;
    this.#site = site;
    this.#options = options;
    this.#folder = folder;
    this.#writer = new BatchWriter(site, folder);
    this.#handling = site.desk === undefined ? null : new FileHandling(site, options, folder, site.desk);
  }

  async run(circumstances: RunCircumstances): Promise<readonly RunNote[]> {
    const { department, jurisdiction, world, clock } = this.#site;
    const now = clock();
    const dataTime = world.dataTime(department, jurisdiction, now);
    const refusal = refusalOf(circumstances, now);
    const incoming = await this.#folder.listIncoming();
    for (const name of incoming.filter(isResult)) await this.#takeResult(name);
    await this.#writer.writeOwed(circumstances);
    if (refusal === null && this.#pushes.isDue(dataTime, circumstances.fault)) {
      await this.#pushAll(circumstances, dataTime);
    }
    const notes: RunNote[] = [];
    const isApplication = (name: string) => this.#handling !== null && name.startsWith('blsq_');
    const asked = incoming.filter((name) => !isResult(name));
    notes.push(...((await this.#handling?.run(asked.filter(isApplication), circumstances, refusal)) ?? []));
    for (const name of asked.filter((batch) => !isApplication(batch))) {
      notes.push(...(await this.#answerRequest(name, circumstances, dataTime, refusal)));
    }
    return notes;
  }

  breakOff(): void {
    this.#closing.abort();
  }

  async close(): Promise<void> {}

  async #pushAll(circumstances: RunCircumstances, dataTime: number): Promise<void> {
    await this.#writeAbout(heldNumbers(this.#site, this.#site.world), circumstances, dataTime);
    await this.#folder.sweep();
    this.#pushes.note(dataTime, circumstances.fault);
  }

  /** All types about all these persons, then what the transfer program repeats, then what it brings late. */
  async #writeAbout(
    numbers: readonly string[],
    circumstances: RunCircumstances,
    dataTime: number,
  ): Promise<void> {
    for (let from = 0; from < numbers.length; from += PERSONS_A_FILE) {
      this.#closing.signal.throwIfAborted();
      const some = numbers.slice(from, from + PERSONS_A_FILE);
      await this.#writer.write({ numbers: some, dataTime, types: 'all' }, circumstances);
      const repeated = some.filter((number) => personQuirk(number) === 'twice');
      if (repeated.length > 0) {
        await this.#writer.write({ numbers: repeated, dataTime, types: 'first-again' }, circumstances);
      }
      const late = some.filter((number) => personQuirk(number) === 'late');
      if (late.length > 0) {
        await this.#writer.write({ numbers: late, dataTime, types: 'first-of-yesterday' }, circumstances);
      }
    }
  }

  async #answerRequest(
    name: string,
    circumstances: RunCircumstances,
    dataTime: number,
    refusal: string | null,
  ): Promise<readonly RunNote[]> {
    const { numbers, result } = await this.#judge(name);
    const isGood = result.code === '0000';
    const told = isGood && refusal !== null ? { code: refusal, lines: [] } : result;
    if (told.code === '0000') await this.#writeAbout(numbers, circumstances, dataTime);
    // A name that is none of ours gets no answer: there is no name for it.
    if (isBatchName(name)) {
      const text = writeResultFile(this.#site, name, told, this.#site.clock());
      await this.#folder.deliver({ name: `${name}_res`, text, digested: text, manner: 'in-two' });
    }
    await this.#folder.putAway(name, isGood ? 'done' : 'bad');
    return isGood ? [{ operation: 'CXQQ', asked: numbers }] : [];
  }

  async #judge(name: string): Promise<Queries> {
    const refused = (code: string): Queries => ({ numbers: [], result: { code, lines: [] } });
    const bytes = await this.#folder.readIncoming(name);
    // The platform's marker comes last, so there is nothing to wait for.
    if (bytes === null) return refused('1004');
    // Where handling is not offered, its type is none that the centre knows.
    if (!/^(?:cxqq|blsq)_/.test(name) || name.split('_')[1] !== this.#site.jurisdiction)
      return refused('1001');
    return readQueries(bytes, this.#site.jurisdiction, this.#options);
  }

  /** What was refused whole is delivered again; a result that is itself wrong is put aside. */
  async #takeResult(name: string): Promise<void> {
    const bytes = await this.#folder.readIncoming(name);
    const file = bytes === null ? null : readPlatformFile(bytes);
    const isGood = file !== null && typeof file !== 'string' && file.type === 'JGWJ';
    await this.#folder.putAway(name, isGood ? 'done' : 'bad');
    if (!isGood) return;
    const [batch = '', code = ''] = file.more;
    if (batch.startsWith('bljg_')) this.#handling?.settle(batch, code, lineCodesOf(file.lines));
    else this.#writer.settle(batch, code === '0000');
  }
}

/** Codes by the number of the line; what is no such line says nothing. */
const lineCodesOf = (lines: readonly string[]): ReadonlyMap<number, string> =>
  new Map(
    lines.map((line) => {
      const [number, code = ''] = splitColumns(line) ?? [];
      return [Number(number), code];
    }),
  );

const isResult = (name: string): boolean => name.endsWith('_res');

const isBatchName = (name: string): boolean => /^[a-z]{4}_\d{6}_\d{8}_[0-9a-z]{4,36}$/.test(name);

/** The code of every request batch while the centre is in maintenance or broken; `null` otherwise. */
function refusalOf({ fault }: RunCircumstances, now: number): string | null {
  const twist = twistOf(fault, now);
  if (twist.kind === 'maintenance') return '9001';
  return twist.kind === 'error' ? (twist.code ?? '9999') : null;
}
