import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { RawDocument } from './RawDocument.ts';
import type { RawRow } from './RawRow.ts';
import { isSectionName, SECTION_NAMES, type SectionName } from './sectionNames.ts';

const EXTENSIONS: ReadonlySet<string> = new Set(['.json', '.yaml', '.yml']);
const ABOUT = 'catalogue';

const table = z.record(z.string(), z.unknown());
const rows = z.array(z.unknown());

interface SourceFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/**
 * Opens a catalogue document, JSON or YAML: one file `{ catalogue: {…}, items: […], … }`, or a folder with
 * `catalogue.json` and, for each section, a file `<section>.json` or a folder `<section>/` of such files. Every file
 * holds its rows under the section's name; names that begin with `_` are the author's own notes.
 *
 * @throws {TongbanError} BAD_USER_INPUT with one line naming the file.
 */
export async function openDocument(path: string): Promise<RawDocument> {
  const found = await stat(path).catch((error) => {
    throw refusal(path, 'cannot be read', error);
  });
  const names = found.isDirectory() ? await listFiles(path) : [''];
  const files = await Promise.all(names.map((name) => readSource(path, name)));

  const sections = new Map<SectionName, RawRow[]>();
  let about: RawRow | undefined;
  for (const file of files) {
    for (const [name, value] of Object.entries(parseFile(file))) {
      if (name.startsWith('_')) continue;
      if (name === ABOUT) {
        if (about !== undefined) throw refusal(file.path, `${ABOUT} stands in ${about.file} already`);
        about = { file: file.path, number: 1, value };
      } else addRows(sections, file.path, name, value);
    }
  }
  if (about === undefined) throw refusal(path, `${ABOUT}, which says what the catalogue is, is missing`);
  return { about, sections, digest: digestOf(names, files) };
}

async function listFiles(folder: string): Promise<readonly string[]> {
  const names: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (isIgnored(entry.name)) continue;
    if (entry.isDirectory() && isSectionName(entry.name)) {
      const inner = await readdir(join(folder, entry.name));
      names.push(...inner.filter((name) => !isIgnored(name)).map((name) => join(entry.name, name)));
    } else {
      names.push(entry.name);
    }
  }
  const foreign = names.find((name) => !isDocumentFile(name));
  if (foreign !== undefined) {
    const known = [ABOUT, ...SECTION_NAMES].join(', ');
    throw refusal(
      join(folder, foreign),
      `is no part of a catalogue; known are ${known}, each .json or .yaml`,
    );
  }
  return names.toSorted();
}

/** What editors, archives and authors leave beside the data. */
const isIgnored = (name: string) => /^[._]|^README/i.test(name);

function isDocumentFile(name: string): boolean {
  const extension = extname(name);
  if (!EXTENSIONS.has(extension)) return false;
  if (name.includes('/')) return true;
  const stem = name.slice(0, -extension.length);
  return stem === ABOUT || isSectionName(stem);
}

async function readSource(folder: string, name: string): Promise<SourceFile> {
  const path = name === '' ? folder : join(folder, name);
  try {
    return { path, bytes: await readFile(path) };
  } catch (error) {
    throw refusal(path, 'cannot be read', error);
  }
}

/** A byte order mark, which some editors put before UTF-8, is no part of the text: the decoder drops it. */
function parseFile({ path, bytes }: SourceFile): Readonly<Record<string, unknown>> {
  const outcome = table.safeParse(parseText(path, new TextDecoder().decode(bytes)));
  if (!outcome.success) throw refusal(path, 'must be an object of named lists');
  return outcome.data;
}

function parseText(path: string, text: string): unknown {
  const isJson = extname(path) === '.json';
  try {
    return isJson ? JSON.parse(text) : parse(text);
  } catch (error) {
    throw refusal(path, isJson ? 'is not JSON' : 'is not YAML', error);
  }
}

function addRows(sections: Map<SectionName, RawRow[]>, file: string, name: string, value: unknown): void {
  if (!isSectionName(name)) {
    throw refusal(file, `${JSON.stringify(name)} is no section; known are ${SECTION_NAMES.join(', ')}`);
  }
  const list = rows.safeParse(value);
  if (!list.success) throw refusal(file, `${name} must be a list of rows`);
  const known = sections.get(name) ?? [];
  known.push(...list.data.map((row, index) => ({ file, number: index + 1, value: row })));
  sections.set(name, known);
}

function digestOf(names: readonly string[], files: readonly SourceFile[]): Buffer {
  const hash = createHash('sha256');
  for (const [index, { bytes }] of files.entries())
    hash.update(`${names[index]}\n${bytes.length}\n`).update(bytes);
  return hash.digest();
}

function refusal(file: string, reason: string, cause?: unknown): TongbanError {
  return new TongbanError('BAD_USER_INPUT', `${file}: ${reason}`, { cause });
}
