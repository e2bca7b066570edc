import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { decodeStrict } from '../decodeStrict.ts';
import type { Finding } from '../diagnosis/Finding.ts';
import { RARE_NAME } from '../diagnosis/judgeCharset.ts';
import { judgeClock } from '../diagnosis/judgeClock.ts';
import { encodeGb18030 } from '../encodeGb18030.ts';

/** @see docs/dialects/file-drop.md, 1 */
const DIRECTORIES = ['out', 'out/claim', 'out/done', 'out/bad', 'in'] as const;

/** Where names of batches stand; `in/done` is the centre's and may be missing. */
const WITH_BATCHES = ['out', 'out/done', 'in', 'in/done'] as const;
/** @see docs/dialects/file-drop.md, 2 */
const BATCH_FILE = /^[a-z]{4}_(\d{6})_\d{8}_[0-9a-z]+(?:_res)?\.(?:txt|ok|md5|sm3)$/;

export interface DropInspection {
  readonly root: string;
  /** Of this run, 8 to 32 of `0-9a-z`. */
  readonly mark: string;
  readonly jurisdiction: DivisionCode;
  /** Epoch ms. */
  readonly now: () => number;
}

/**
 * Looks at a directory that a centre and we see: writes one file that nobody reads (`.tmp`), claims it as batches are
 * claimed, reads it back, and removes it.
 */
export async function inspectDrop(inspection: DropInspection): Promise<readonly Finding[]> {
  const { root, mark } = inspection;
  const missing: string[] = [];
  for (const directory of DIRECTORIES) {
    const found = await stat(join(root, directory)).catch(() => null);
    if (found?.isDirectory() !== true) missing.push(`${directory}/`);
  }
  if (missing.length > 0) {
    return [
      {
        check: 'directory',
        outcome: 'FAILED',
        found: `missing or not to be seen by this account: ${missing.join(', ')}`,
        next: 'check url and the mount; the centre makes these directories',
      },
    ];
  }
  const foreign = await findForeign(inspection);
  if (foreign !== null) return [foreign];
  const name = `doctor.${mark}.tmp`;
  const files = [join(root, 'in', name), join(root, 'out', name), join(root, 'out/claim', name)] as const;
  try {
    return await tryFiles(files, inspection);
  } finally {
    await Promise.all(files.map((file) => rm(file, { force: true }).catch(() => undefined)));
  }
}

/** Batches of another place: the directory is not this place's, or its code is another one. */
async function findForeign({ root, jurisdiction }: DropInspection): Promise<Finding | null> {
  const codes = new Map<string, string>();
  for (const directory of WITH_BATCHES) {
    for (const file of await readdir(join(root, directory)).catch(() => [])) {
      const [, code] = BATCH_FILE.exec(file) ?? [];
      if (code !== undefined && code !== jurisdiction) codes.set(code, `${directory}/`);
    }
  }
  if (codes.size === 0) return null;
  const found = [...codes].map(([code, directory]) => `${directory} has files of ${code}`).join(', ');
  return {
    check: 'directory',
    outcome: 'FAILED',
    found: `${found}, not of ${jurisdiction}`,
    next: 'check url and jurisdiction: a directory belongs to one place, whose code stands in all its names',
  };
}

async function tryFiles(
  [ours, waiting, claimed]: readonly [ours: string, waiting: string, claimed: string],
  { jurisdiction, now }: DropInspection,
): Promise<readonly Finding[]> {
  const bytes = encodeGb18030(RARE_NAME);
  const written = await writeFile(ours, bytes)
    .then(() => writeFile(waiting, bytes))
    .then(succeeded, codeOf);
  if (written !== null) {
    return [
      {
        check: 'directory',
        outcome: 'FAILED',
        found: `in/ and out/ cannot both be written to (${written})`,
        next: 'let this account write there: batches are moved within out/, requests are written to in/',
      },
    ];
  }
  const directory: Finding = {
    check: 'directory',
    outcome: 'PASSED',
    found: 'all directories are there, in/ and out/ can be written to',
  };
  const { mtimeMs } = await stat(waiting);
  const clock = judgeClock({
    theirs: mtimeMs,
    ours: now(),
    source: 'time of a file just written',
    limitMs: null,
  });
  const moved = await rename(waiting, claimed).then(succeeded, codeOf);
  const claim: Finding =
    moved === null
      ? { check: 'claim', outcome: 'PASSED', found: 'a file moves from out/ to out/claim/ in one step' }
      : {
          check: 'claim',
          outcome: 'FAILED',
          found: `a file cannot be moved from out/ to out/claim/ (${moved})`,
          next: 'let this account write to out/claim/; EXDEV: both must lie on one file system',
        };
  return [clock, await readBack(moved === null ? claimed : waiting, jurisdiction), directory, claim];
}

async function readBack(file: string, jurisdiction: DivisionCode): Promise<Finding> {
  const text = await readFile(file).then(
    (bytes) => decodeStrict(bytes, { charset: 'gb18030', jurisdiction }),
    String,
  );
  return text === RARE_NAME
    ? {
        check: 'charset',
        outcome: 'PASSED',
        found:
          'GB 18030: extension B, extension E and private-use characters came back from a file as they were written',
      }
    : {
        check: 'charset',
        outcome: 'FAILED',
        found: 'GB 18030: what was written to a file did not come back',
        next: 'look at how the directory is mounted: something changes the files’ bytes',
      };
}

async function writeFile(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

const succeeded = () => null;

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'no reason given';
}
