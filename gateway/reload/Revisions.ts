import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { NotedRevision, RevisionNotes } from './RevisionNotes.ts';
import { readRevision } from './readRevision.ts';

/**
 * Which revision of each file is in use, so that an older one does not come back by itself: out of a backup, by a mount that went
 * back, by somebody who has kept it. With it would come back what was revoked since.
 *
 * Only of files that say one. Whoever wants to go back gives the old content a higher number.
 */
export class Revisions {
  readonly #inUse: Map<string, NotedRevision>;
  readonly #notes: RevisionNotes | null;

  /** @param notes - outlast this process; `null`: nothing does. */
  constructor(notes: RevisionNotes | null = null) {
    this.#notes = notes;
    this.#inUse = new Map(notes?.read() ?? []);
  }

  /** @throws {RangeError} one line, for what must not replace what is, or was last, in use. */
  check(file: string, content: string): void {
    const known = this.#inUse.get(resolve(file));
    if (known === undefined || known.digest === digestOf(content)) return;
    const revision = readRevision(content);
    if (revision !== null && revision > known.revision) return;
    const found = revision === null ? 'it says no revision' : `its revision ${revision} is not above that`;
    throw new RangeError(
      `${file}: revision ${known.revision} has been in use, and ${found}; to go back, give the old content a higher one`,
    );
  }

  /** It is in use now. */
  took(file: string, content: string): void {
    const revision = readRevision(content);
    const digest = digestOf(content);
    if (revision === null || this.#inUse.get(resolve(file))?.digest === digest) return;
    this.#inUse.set(resolve(file), { revision, digest });
    this.#notes?.write(this.#inUse);
  }
}

const digestOf = (content: string): string => createHash('sha256').update(content).digest('hex');
