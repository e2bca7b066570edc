import { TongbanError } from '../../../domain/TongbanError.ts';
import { isConfirmed } from '../../reload/isConfirmed.ts';
import type { Revisions } from '../../reload/Revisions.ts';
import { readFollowed } from '../../reload/readFollowed.ts';
import type { TellCopyState } from '../../reload/TellCopyState.ts';
import { UnconfirmedRemoval } from '../../reload/UnconfirmedRemoval.ts';
import type { DocumentSettings } from './documentSettings.ts';
import { readManifest } from './readManifest.ts';
import { refuseDoubleIds } from './refuseDoubleIds.ts';
import { TrustedDocuments } from './TrustedDocuments.ts';

export interface ManifestWatch {
  readonly settings: Pick<DocumentSettings, 'manifest' | 'portals'>;
  /** Gets one line for each edit: taken over, or broken and why. */
  readonly log: (line: string) => void;
  /** A document that was struck off is approved for as long as its manifest cannot be used. */
  readonly tell?: TellCopyState;
  /** Refuses what is older than what was in use. */
  readonly revisions?: Revisions | undefined;
  /** Between two looks at the files, in ms; default 500. */
  readonly intervalMs?: number;
}

/** Approved documents that follow their files. */
export interface WatchedManifests {
  current(): TrustedDocuments;
  /**
   * Reads other manifests; nothing changes by that.
   *
   * @returns what takes them into use, and follows them instead.
   * @throws {TongbanError} BAD_USER_INPUT, one line, when one cannot be used, or has lost all that it held and nobody has confirmed it.
   */
  prepare(settings: ManifestWatch['settings']): Promise<() => void>;
  close(): void;
}

interface ManifestFile {
  readonly file: string;
  readonly portal: string | null;
}

/** What some files hold. */
interface ReadManifests {
  readonly files: readonly ManifestFile[];
  readonly texts: readonly string[];
  /** How many each file holds. */
  readonly sizes: readonly number[];
  readonly documents: TrustedDocuments;
}

/**
 * Reads all manifests, and follows their edits until closed. They are taken into use together or not at all, once two
 * looks in a row saw the same, so that half a file never counts.
 *
 * @throws {TongbanError} BAD_USER_INPUT, one line, when a manifest cannot be used at the start.
 */
export async function watchManifests(watch: ManifestWatch): Promise<WatchedManifests> {
  const watcher = new ManifestWatcher(watch, await readAll(watch, filesOf(watch.settings)));
  watcher.start();
  return watcher;
}

class ManifestWatcher implements WatchedManifests {
  readonly #watch: ManifestWatch;
  #inUse: ReadManifests;
  /** As of the last look, and as of the last edit that was taken over or refused. */
  #seen: string;
  #settled: string;
  /** Whether the last edit waits for a confirmation. */
  #isUnconfirmed = false;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(watch: ManifestWatch, inUse: ReadManifests) {
    this.#watch = watch;
    this.#inUse = this.#took(inUse);
    this.#settled = this.#seen = String(inUse.texts);
  }

  current(): TrustedDocuments {
    return this.#inUse.documents;
  }

  /** Without files there is nothing to look at. */
  start(): void {
    clearTimeout(this.#timer);
    if (this.#isClosed || this.#inUse.files.length === 0) return;
    this.#timer = setTimeout(() => void this.#look(), this.#watch.intervalMs ?? 500).unref();
  }

  async prepare(settings: ManifestWatch['settings']): Promise<() => void> {
    const next = await readAll(this.#watch, filesOf(settings));
    const emptied = await this.#emptiedBy(next.files, next.texts);
    // Tried again with all that names it: it may be confirmed by then, or mended.
    if (emptied !== undefined) throw refusal(unconfirmed(emptied).message, undefined);
    return () => {
      this.#inUse = this.#took(next);
      this.#settled = this.#seen = String(next.texts);
      this.#watch.tell?.('current');
      this.start();
    };
  }

  #took(manifests: ReadManifests): ReadManifests {
    const { files, texts } = manifests;
    for (const [index, { file }] of files.entries()) this.#watch.revisions?.took(file, texts[index] ?? '');
    return manifests;
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    const { files } = this.#inUse;
    const texts = await read(files).catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    );
    // Others are followed by now.
    if (files !== this.#inUse.files) return;
    const state = String(texts);
    const isStable = state === this.#seen;
    this.#seen = state;
    if (isStable && state !== this.#settled) await this.#adopt(files, texts);
    else if (isStable && this.#isUnconfirmed && (await this.#emptiedBy(files, texts)) === undefined)
      await this.#adopt(files, texts);
    if (files === this.#inUse.files) this.start();
  }

  async #adopt(files: readonly ManifestFile[], texts: readonly string[] | string): Promise<void> {
    const { log, tell } = this.#watch;
    const emptied = await this.#emptiedBy(files, texts);
    if (files !== this.#inUse.files || this.#isClosed) return;
    this.#settled = String(texts);
    this.#isUnconfirmed = emptied !== undefined;
    try {
      if (typeof texts === 'string') throw new Error(texts);
      const next = build(this.#watch, files, texts);
      if (emptied !== undefined) throw unconfirmed(emptied);
      this.#inUse = this.#took(next);
      tell?.('current');
      log(`the manifests were read again: ${this.#inUse.documents.size} documents are trusted`);
    } catch (error) {
      tell?.('stale');
      log(`${error instanceof Error ? error.message : 'a manifest is broken'}; the trusted documents stay`);
    }
  }

  /** The first file that had documents and has none now, without anybody who has confirmed it: half a release looks like that. */
  async #emptiedBy(
    files: readonly ManifestFile[],
    texts: readonly string[] | string,
  ): Promise<string | undefined> {
    if (typeof texts === 'string') return undefined;
    const { files: inUse, sizes } = this.#inUse;
    const held = new Set(inUse.filter((_, index) => sizes[index] !== 0).map(({ file }) => file));
    for (const [index, { file }] of files.entries()) {
      const text = texts[index] ?? '';
      const isEmptied = held.has(file) && isWithoutDocuments(text, file);
      if (isEmptied && !(await isConfirmed(file, text))) return file;
    }
    return undefined;
  }
}

const unconfirmed = (file: string) => new UnconfirmedRemoval(file, `${file}: all documents would be gone`);

/** A broken one is refused for what is wrong with it. */
function isWithoutDocuments(text: string, file: string): boolean {
  try {
    return readManifest(text, file).length === 0;
  } catch {
    return false;
  }
}

const readAll = async (watch: ManifestWatch, files: readonly ManifestFile[]): Promise<ReadManifests> =>
  build(watch, files, await read(files));

function filesOf({ manifest, portals }: ManifestWatch['settings']): readonly ManifestFile[] {
  return [
    ...manifest.map((file) => ({ file, portal: null })),
    ...Object.entries(portals).flatMap(([portal, files]) => files.map((file) => ({ file, portal }))),
  ];
}

const read = (files: readonly ManifestFile[]): Promise<readonly string[]> =>
  Promise.all(
    files.map(async ({ file }) => {
      try {
        return await readFollowed(file);
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
        throw refusal(`${file}: the manifest cannot be read (${code})`, error);
      }
    }),
  );

function build(
  { revisions }: ManifestWatch,
  files: readonly ManifestFile[],
  texts: readonly string[],
): ReadManifests {
  try {
    const manifests = files.map(({ file, portal }, index) => {
      const text = texts[index] ?? '';
      revisions?.check(file, text);
      return { file, portal, entries: readManifest(text, file) };
    });
    refuseDoubleIds(manifests);
    const sizes = manifests.map(({ entries }) => entries.length);
    return { files, texts, sizes, documents: new TrustedDocuments(manifests) };
  } catch (error) {
    throw refusal(error instanceof RangeError ? error.message : 'a manifest cannot be used', error);
  }
}

const refusal = (message: string, cause: unknown) => new TongbanError('BAD_USER_INPUT', message, { cause });
