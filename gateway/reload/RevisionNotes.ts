import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { TongbanError } from '../../domain/TongbanError.ts';

/** A revision that was taken into use, and the SHA-256 of what it was. */
export interface NotedRevision {
  readonly revision: number;
  readonly digest: string;
}

const notes = z.record(z.string(), z.object({ revision: z.int().min(0), digest: z.string() }));

/** A file in which a gateway notes the revisions that it has used, for its next start. A few lines, written rarely. */
export class RevisionNotes {
  readonly #file: string;
  readonly #log: (line: string) => void;

  /** @param log - gets one line when nothing can be noted. */
  constructor(file: string, log: (line: string) => void) {
    this.#file = file;
    this.#log = log;
  }

  /**
   * @returns by file; empty where nothing was noted yet.
   * @throws {TongbanError} BAD_USER_INPUT, one line, when they cannot be read.
   */
  read(): ReadonlyMap<string, NotedRevision> {
    try {
      return new Map(Object.entries(notes.parse(JSON.parse(readFileSync(this.#file, 'utf8')))));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map();
      const message = `${this.#file}: the notes of revisions cannot be read; without them older files would be taken: remove it if that is meant`;
      throw new TongbanError('BAD_USER_INPUT', message, { cause: error });
    }
  }

  /** In one piece, so that no crash leaves half of it. */
  write(inUse: ReadonlyMap<string, NotedRevision>): void {
    const draft = `${this.#file}.${process.pid}.new`;
    try {
      writeFileSync(draft, `${JSON.stringify(Object.fromEntries(inUse), null, 2)}\n`);
      renameSync(draft, this.#file);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      this.#log(
        `${this.#file}: revisions cannot be noted (${code}); after a restart older files would be taken`,
      );
    }
  }
}
