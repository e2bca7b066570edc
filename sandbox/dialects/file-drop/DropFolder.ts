import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from './digestOf.ts';
import type { FileDropOptions } from './FileDropOptions.ts';

/** In what order the transfer program of a centre brings the parts of a batch. */
export type Manner = 'whole' | 'in-two' | 'marker-first';

export interface Delivery {
  /** Name of the batch. */
  readonly name: string;
  readonly text: Buffer;
  /** What the digest is of: the text, but where the fault is that half of it is missing. */
  readonly digested: Buffer;
  readonly manner: Manner;
}

const KEPT_MS = 30 * 86_400_000;

/** The directory of one place, from the centre's side (docs/dialects/file-drop.md, sections 1 and 2). */
export class DropFolder {
  readonly #root: string;
  readonly #algorithm: FileDropOptions['digest'];

  constructor(root: string, algorithm: FileDropOptions['digest']) {
    this.#root = root;
    this.#algorithm = algorithm;
  }

  /** Makes the directories that are missing. */
  async prepare(): Promise<void> {
    for (const folder of ['out/claim', 'out/done', 'out/bad', 'in/done', 'in/bad']) {
      await mkdir(join(this.#root, folder), { recursive: true });
    }
  }

  /** Batches of the platform that have their marker, in order of name. */
  async listIncoming(): Promise<readonly string[]> {
    const names = await readdir(join(this.#root, 'in'));
    return names
      .filter((name) => name.endsWith('.ok'))
      .map((name) => name.slice(0, -'.ok'.length))
      .toSorted();
  }

  /** When the marker of a batch of the platform was written, epoch ms with fractions. */
  async markerTime(name: string): Promise<number> {
    const marker = await stat(join(this.#root, `in/${name}.ok`)).catch(ignoreMissing);
    return marker?.mtimeMs ?? 0;
  }

  /** The data of a batch of the platform; `null` where the digest does not agree, or a part is missing. */
  async readIncoming(name: string): Promise<Buffer | null> {
    const text = await this.#read(`in/${name}.txt`);
    const digest = await this.#read(`in/${name}.${this.#suffix}`);
    const [hex = '', file = ''] = digest?.toString('latin1').trim().split(/ +/) ?? [];
    const agrees =
      text !== null && hex.toLowerCase() === digestOf(text, this.#algorithm) && file === `${name}.txt`;
    return agrees ? text : null;
  }

  /** Moves a batch of the platform away, the marker first so that it is not found again. */
  async putAway(name: string, folder: 'done' | 'bad'): Promise<void> {
    for (const suffix of ['ok', 'txt', this.#suffix]) {
      const from = join(this.#root, `in/${name}.${suffix}`);
      await rename(from, join(this.#root, `in/${folder}/${name}.${suffix}`)).catch(ignoreMissing);
    }
  }

  /** Writes in place, part after part, as transfer programs do. */
  async deliver({ name, text, digested, manner }: Delivery): Promise<void> {
    const path = (suffix: string) => join(this.#root, `out/${name}.${suffix}`);
    const digest = `${digestOf(digested, this.#algorithm)}  ${name}.txt\n`;
    const half = manner === 'whole' ? text.length : text.length >> 1;
    // One handle for the whole, so that what comes later still reaches the file that a reader has moved meanwhile.
    const file = await open(path('txt'), 'w');
    try {
      await file.write(text.subarray(0, half));
      if (manner === 'in-two') await file.write(text.subarray(half));
      await writeFile(path(this.#suffix), digest);
      await writeFile(path('ok'), '');
      if (manner === 'marker-first') await file.write(text.subarray(half));
    } finally {
      await file.close();
    }
  }

  /**
   * The highest number of today's batches of this type, wherever the platform has put them; 0 for none.
   *
   * @param prefix - `<type>_<place>_<day>_`.
   */
  async highestNumber(prefix: string): Promise<number> {
    const folders = ['out', 'out/claim', 'out/done', 'out/bad'];
    const names = await Promise.all(folders.map((folder) => readdir(join(this.#root, folder))));
    const numbers = names
      .flat()
      .filter((name) => name.startsWith(prefix))
      .map((name) => Number(/^\d{4}/.exec(name.slice(prefix.length))?.[0] ?? 0));
    return Math.max(0, ...numbers);
  }

  /** Removes what both sides were done with long ago; by the files' own times. */
  async sweep(): Promise<void> {
    for (const folder of ['out/done', 'out/bad', 'in/done', 'in/bad']) {
      for (const name of await readdir(join(this.#root, folder))) {
        const path = join(this.#root, folder, name);
        const age = await stat(path).then(
          ({ mtimeMs }) => Date.now() - mtimeMs,
          () => 0,
        );
        if (age > KEPT_MS) await rm(path, { force: true });
      }
    }
  }

  get #suffix(): string {
    return this.#algorithm.toLowerCase();
  }

  #read(path: string): Promise<Buffer | null> {
    return readFile(join(this.#root, path)).catch((failure: unknown) => {
      ignoreMissing(failure);
      return null;
    });
  }
}

/** Files are moved by others between a listing and a step. */
function ignoreMissing(failure: unknown): void {
  if (!(failure instanceof Error && 'code' in failure && failure.code === 'ENOENT')) throw failure;
}
