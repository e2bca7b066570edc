import { readFile } from 'node:fs/promises';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { TellCopyState } from '../../reload/TellCopyState.ts';
import type { DocumentSettings } from './documentSettings.ts';
import { readManifest } from './readManifest.ts';
import { TrustedDocuments } from './TrustedDocuments.ts';

export interface ManifestWatch {
  readonly settings: Pick<DocumentSettings, 'manifest' | 'portals'>;
  /** Gets one line for each edit: taken over, or broken and why. */
  readonly log: (line: string) => void;
  /** A document that was struck off is approved for as long as its manifest cannot be used. */
  readonly tell?: TellCopyState;
  /** Between two looks at the files, in ms; default 500. */
  readonly intervalMs?: number;
}

/** Approved documents that follow their files. */
export interface WatchedManifests {
  current(): TrustedDocuments;
  close(): void;
}

interface ManifestFile {
  readonly file: string;
  readonly portal: string | null;
}

/**
 * Reads all manifests, and follows their edits until closed. They are taken into use together or not at all, once two
 * looks in a row saw the same, so that half a file never counts.
 *
 * @throws {TongbanError} BAD_USER_INPUT, one line, when a manifest cannot be used at the start.
 */
export async function watchManifests(watch: ManifestWatch): Promise<WatchedManifests> {
  const { settings, log, tell, intervalMs = 500 } = watch;
  const files = filesOf(settings);
  let settled = await read(files);
  let documents = build(files, settled);
  if (files.length === 0) return { current: () => documents, close: () => undefined };

  let seen = settled;
  let isClosed = false;
  let timer = setTimeout(look, intervalMs).unref();
  async function look(): Promise<void> {
    const texts = await read(files).catch((error: unknown) => String(error));
    if (isClosed) return;
    const isStable = String(texts) === String(seen);
    seen = typeof texts === 'string' ? [texts] : texts;
    if (isStable && String(seen) !== String(settled)) adopt(texts);
    timer = setTimeout(look, intervalMs).unref();
  }

  function adopt(texts: readonly string[] | string): void {
    settled = typeof texts === 'string' ? [texts] : texts;
    try {
      if (typeof texts === 'string') throw new Error(texts);
      documents = build(files, texts);
      tell?.('current');
      log(`the manifests were read again: ${documents.size} documents are trusted`);
    } catch (error) {
      tell?.('stale');
      log(`${error instanceof Error ? error.message : 'a manifest is broken'}; the trusted documents stay`);
    }
  }

  return {
    current: () => documents,
    close: () => {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

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
        return await readFile(file, 'utf8');
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
        throw refusal(`${file}: the manifest cannot be read (${code})`, error);
      }
    }),
  );

function build(files: readonly ManifestFile[], texts: readonly string[]): TrustedDocuments {
  try {
    return new TrustedDocuments(
      files.map(({ file, portal }, index) => ({ portal, entries: readManifest(texts[index] ?? '', file) })),
    );
  } catch (error) {
    throw refusal(error instanceof RangeError ? error.message : 'a manifest cannot be used', error);
  }
}

const refusal = (message: string, cause: unknown) => new TongbanError('BAD_USER_INPUT', message, { cause });
