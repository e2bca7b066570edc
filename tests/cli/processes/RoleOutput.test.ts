import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished, vi } from 'vitest';
import { RoleOutput } from '../../../cli/processes/RoleOutput.ts';
import { buildPrograms } from './support/buildPrograms.ts';

async function passOn(...chunks: readonly (string | Buffer)[]): Promise<string> {
  const target = new PassThrough();
  const all = text(target);
  await new RoleOutput(target).attach('people', Readable.from(chunks, { objectMode: false }));
  target.end();
  return all;
}

it('names the role in front of text and inside JSON objects, over any cuts', async () => {
  expect(await passOn('he', 'llo\n\n{"level":30,', '"msg":"x"}\nlast')).toBe(
    '[people] hello\n{"role":"people","level":30,"msg":"x"}\n[people] last\n',
  );
});

it('keeps a character that is cut in two', async () => {
  const bytes = Buffer.from('通办\n');

  expect(await passOn(bytes.subarray(0, 2), bytes.subarray(2))).toBe('[people] 通办\n');
});

it('passes a line without end on in pieces', async () => {
  const output = await passOn('x'.repeat(70_000), 'y'.repeat(10));

  expect(output).toBe(`[people] ${'x'.repeat(70_000)}\n[people] ${'y'.repeat(10)}\n`);
});

it('waits for a slow target, and goes on reading when the target is lost', async () => {
  let accept: () => void = () => undefined;
  const slow = new Writable({
    highWaterMark: 1,
    write: (_chunk, _encoding, done) => {
      accept = done;
    },
  });
  const output = new RoleOutput(slow);
  const source = new PassThrough({ highWaterMark: 16 });
  const attached = output.attach('people', source);

  source.write('one\ntwo\nthree\n');
  source.write('x'.repeat(64));
  expect(source.writableNeedDrain).toBe(true);
  slow.destroy(new Error('EPIPE'));
  accept();
  source.end();

  await expect(attached).resolves.toBeUndefined();
});

it('goes on writing when a file that was full has room again', async () => {
  const programs = await buildPrograms();
  const folder = await mkdtemp(join(tmpdir(), 'tongban-output-'));
  const file = join(folder, 'log');
  await writeFile(file, 'x'.repeat(4_096));
  const program = spawn(
    'sh',
    [
      '-c',
      'ulimit -f 1 && exec "$0" "$1" >> "$2"',
      process.execPath,
      join(programs.folder, 'output.js'),
      file,
    ],
    { stdio: ['pipe', 'inherit', 'pipe'] },
  );
  onTestFinished(async () => {
    program.kill('SIGKILL');
    await programs.remove();
    await rm(folder, { recursive: true });
  });

  program.stdin.write('one\n');
  const [complaint] = await once(program.stderr.setEncoding('utf8'), 'data');
  await truncate(file);
  program.stdin.write('two\n');

  expect(complaint).toBe('EFBIG\n');
  await vi.waitFor(async () => expect(await readFile(file, 'utf8')).toBe('[people] two\n'), 10_000);
});
