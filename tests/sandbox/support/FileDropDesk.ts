import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import iconv from 'iconv-lite';
import { digestOf } from '../../../sandbox/dialects/file-drop/digestOf.ts';
import { fileDrop } from '../../../sandbox/dialects/file-drop/fileDrop.ts';
import { handlingSwitch } from '../../../sandbox/handling/HandlingSwitch.ts';
import type { ExchangeSystem } from '../../../sandbox/server/ExchangeSystem.ts';
import { startExchange } from './startExchange.ts';

/** One line of the answer batches: columns by number as the specification counts them, trimmed. */
export interface AnswerLine {
  readonly batch: string;
  readonly columns: readonly string[];
}

let made = 0;

/** A centre at a folder of its own, with what the platform does there. */
export class FileDropDesk {
  readonly system: ExchangeSystem;
  /** Where the folders of places are. */
  readonly ground: string;
  readonly #path: string;
  readonly #digest: 'MD5' | 'SM3';

  private constructor(system: ExchangeSystem, ground: string) {
    this.system = system;
    this.ground = ground;
    this.#path = fileURLToPath(system.url);
    this.#digest = system.site.options['digest'] === 'SM3' ? 'SM3' : 'MD5';
  }

  /** Starts it, and clears away the push of everybody. */
  static async start(
    department: string,
    jurisdiction: string,
    ordinal: number,
    clock: () => number,
  ): Promise<FileDropDesk> {
    const ground = await mkdtemp(join(tmpdir(), 'tongban-file-desk-'));
    const place = { dialect: fileDrop, department, jurisdiction, ordinal, ground, clock };
    const system = await startExchange(place);
    const desk = new FileDropDesk(system, ground);
    await system.run();
    for (const file of await readdir(join(desk.#path, 'out')))
      if (file.includes('.')) await rm(join(desk.#path, 'out', file));
    return desk;
  }

  async close(): Promise<void> {
    await this.system.close();
    await rm(this.ground, { recursive: true });
  }

  on(action: string, to: object): void {
    this.system.desk?.switches.set(action, handlingSwitch.parse(to));
  }

  countOf(key: string) {
    return this.system.desk?.ledger.count().find(({ businessKey }) => businessKey === key);
  }

  /** Writes a batch without its marker, and gives its name. */
  async write(type: string, number: string, lines: readonly string[], change: (text: string) => string) {
    const { jurisdiction, options } = this.system.site;
    const name = `${type.toLowerCase()}_${jurisdiction}_20261122_${number}`;
    const head = `${lines.length}|0.00|${type}|${jurisdiction}|20261122120000|2|${options['platformCode']}|汉字`;
    await this.#put(name, change([head, ...lines].map((line) => `${line}\n`).join('')));
    return name;
  }

  /** Data and digest of application lines, without marker. */
  drop(lines: readonly string[], change = (text: string) => text): Promise<string> {
    made++;
    return this.write('BLSQ', `tb2026112200000001s1${String(made).padStart(4, '0')}`, lines, change);
  }

  /** @param laterSeconds - how much later than now the marker came, by its own time. */
  async mark(name: string, laterSeconds = 0): Promise<void> {
    const path = join(this.#path, `in/${name}.ok`);
    await writeFile(path, '');
    const at = Date.now() / 1_000 + laterSeconds;
    await utimes(path, at, at);
  }

  /** What the platform says of an answer batch. */
  async settle(batch: string, code: string, lineCodes: readonly string[]): Promise<void> {
    const { jurisdiction, options } = this.system.site;
    const good = lineCodes.filter((one) => one === '0000').length;
    const head = `${lineCodes.length}|${good}.00|JGWJ|${jurisdiction}|20261122120000|2|${options['platformCode']}|汉字|${batch}|${code}`;
    const lines = lineCodes.map((one, index) => `${index + 2}|${one}|`);
    await this.#put(`${batch}_res`, [head, ...lines].map((line) => `${line}\n`).join(''));
    await this.mark(`${batch}_res`);
  }

  /** Batch code and line codes of a result; `null` where there is none. */
  async resultOf(name: string): Promise<readonly [string, ...string[]] | null> {
    const lines = await this.#lines(`${name}_res.txt`);
    if (lines === null) return null;
    const [head = '', ...rest] = lines;
    return [head.split('|')[9] ?? '', ...rest.map((line) => line.split('|')[1] ?? '')];
  }

  /** The text of a file of the centre, without mark; `null` where it is not. */
  async textOf(name: string): Promise<string | null> {
    return (await this.#lines(`${name}.txt`))?.join('\n') ?? null;
  }

  /** Lines of all answer batches that lie there with their marker, about a key. */
  async answersTo(key: string): Promise<readonly AnswerLine[]> {
    const files = (await readdir(join(this.#path, 'out'))).filter((file) => /^bljg.*\.ok$/.test(file));
    const answers: AnswerLine[] = [];
    for (const file of files.toSorted()) {
      const batch = file.slice(0, -'.ok'.length);
      const [, ...lines] = (await this.#lines(`${batch}.txt`)) ?? [];
      for (const line of lines.filter((one) => one.includes(key)))
        answers.push({ batch, columns: ['', ...line.split('|').map((column) => column.trim())] });
    }
    return answers;
  }

  /** States of all answers to a key, with the code of a refusal. */
  async statesOf(key: string): Promise<readonly string[]> {
    return (await this.answersTo(key)).map(({ columns }) => `${columns[10]}${columns[13]}`);
  }

  filesIn(folder: string): Promise<readonly string[]> {
    return readdir(join(this.#path, folder));
  }

  async #put(name: string, text: string): Promise<void> {
    const bytes = iconv.encode(text, 'gb18030');
    const digest = `${digestOf(bytes, this.#digest)}  ${name}.txt\n`;
    await writeFile(join(this.#path, `in/${name}.txt`), bytes);
    await writeFile(join(this.#path, `in/${name}.${this.#digest.toLowerCase()}`), digest);
  }

  async #lines(file: string): Promise<readonly string[] | null> {
    if (!(await readdir(join(this.#path, 'out'))).includes(file)) return null;
    const text = new TextDecoder('gb18030').decode(await readFile(join(this.#path, 'out', file)));
    return text.split(/\r?\n/).filter((line) => line !== '');
  }
}
