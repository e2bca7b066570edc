import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fileDropOptions } from '../../../sandbox/dialects/file-drop/FileDropOptions.ts';
import { fileDrop } from '../../../sandbox/dialects/file-drop/fileDrop.ts';
import { createFileDesk } from '../../../sandbox/dialects/file-drop/handling/createFileDesk.ts';
import type { ExchangeCentre } from '../../../sandbox/exchange/ExchangeDialect.ts';
import { handlingSwitch } from '../../../sandbox/handling/HandlingSwitch.ts';
import { goldenFiles } from '../support/goldenFiles.ts';
import { handlingGoldenWorld } from '../support/handlingGoldenWorld.ts';

const meta = z.object({
  department: z.string(),
  jurisdiction: z.string(),
  options: fileDropOptions,
  switches: z.array(z.looseObject({ action: z.string() })),
  before: z.string().nullable(),
  twist: z.enum(['by-hand', 'maintenance', 'none']).default('none'),
  requestFile: z.string(),
  takenFile: z.string(),
  answerFile: z.string().nullable(),
  resultFile: z.string().nullable(),
  instant: z.iso.datetime().transform((iso) => Date.parse(iso)),
});
type Meta = z.infer<typeof meta>;

const golden = goldenFiles('handling/file-drop');
const names = golden.names();
const read = (name: string): Meta => meta.parse(golden.meta(name));
const digestName = (file: string, { options }: Meta) => file.replace(/txt$/, options.digest.toLowerCase());

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tongban-file-handling-'));
});
afterAll(() => rm(root, { recursive: true }));

/** A centre at a folder of its own, after the push of everybody, of whom there is nobody. */
async function startCentre(name: string) {
  const { department, jurisdiction, options, instant, switches } = read(name);
  const world = handlingGoldenWorld(instant);
  const site = {
    department,
    jurisdiction,
    options,
    world,
    clock: () => instant,
    randomBytes: (length: number) => Buffer.alloc(length),
    derive: (_label: string, length: number) => Buffer.alloc(length),
  };
  const desk = createFileDesk(site);
  for (const { action, ...to } of switches) desk.switches.set(action, handlingSwitch.parse(to));
  const centre = await fileDrop.open({ ...site, desk }, join(root, name));
  const path = fileURLToPath(centre.url);
  return { centre, path, world };
}

async function put(path: string, file: string, name: string, kind: string, of: Meta) {
  await writeFile(join(path, 'in', file), golden.bytes(`${name}.${kind}`));
  await writeFile(join(path, 'in', digestName(file, of)), golden.bytes(`${name}.${kind}-digest`));
  await writeFile(join(path, 'in', file.replace(/txt$/, 'ok')), '');
}

async function work(name: string, centre: ExchangeCentre, path: string) {
  const of = read(name);
  await put(path, of.requestFile, name, 'request', of);
  const fault = of.twist === 'maintenance' ? { kind: 'maintenance', from: null, until: null } : null;
  await centre.run({ world: handlingGoldenWorld(of.instant), fault } as Parameters<typeof centre.run>[0]);
}

/** The bytes of a batch in `out/`, its digest file included; `null` where it is not. */
const batchAt = async (path: string, file: string, of: Meta) =>
  (await readdir(join(path, 'out'))).includes(file.replace(/txt$/, 'ok'))
    ? [await readFile(join(path, 'out', file)), await readFile(join(path, 'out', digestName(file, of)))]
    : null;
const goldenBatch = (name: string, kind: string) => [
  golden.bytes(`${name}.${kind}`),
  golden.bytes(`${name}.${kind}-digest`),
];

describe('golden applications of file-drop', () => {
  it('there are enough of them', () => {
    expect(names.length).toBeGreaterThanOrEqual(14);
  });

  it.each(names)('%s: registered and answered exactly so, and the result is taken', async (name) => {
    const of = read(name);
    const { centre, path } = await startCentre(name);
    if (of.before !== null) await work(of.before, centre, path);
    await work(name, centre, path);
    const { answerFile, resultFile } = of;
    const given = answerFile === null ? null : await batchAt(path, answerFile, of);

    expect(await batchAt(path, of.takenFile, of)).toEqual(goldenBatch(name, 'taken'));
    if (of.twist !== 'by-hand')
      expect(given).toEqual(answerFile === null ? null : goldenBatch(name, 'answer'));
    if (answerFile === null)
      expect((await readdir(join(path, 'out'))).filter((file) => file.startsWith('bljg'))).toEqual([]);
    if (resultFile === null) return;
    await put(path, resultFile, name, 'result', of);
    await centre.run({ world: handlingGoldenWorld(of.instant), fault: null });
    expect(await readdir(join(path, 'in/done'))).toContain(resultFile);
  });
});

it('the worked example of the specification is a golden one', () => {
  const text = readFile(
    fileURLToPath(new URL('../../../docs/dialects/file-drop.md', import.meta.url)),
    'utf8',
  );
  const decode = (bytes: Buffer) =>
    new TextDecoder('gb18030').decode(bytes).replaceAll('\r\n', '\n').replace(/\n$/, '');
  const shown = ['request', 'taken', 'answer', 'result'].map(async (kind) => {
    const bytes = golden.bytes(`several-lines.${kind}`);
    const hash = createHash('md5').update(bytes).digest('hex');
    const page = await text;
    return page.includes(`\n${decode(bytes)}\n`) && page.includes(`${bytes.length} bytes, MD5 \`${hash}\``);
  });

  return expect(Promise.all(shown)).resolves.toEqual([true, true, true, true]);
});
