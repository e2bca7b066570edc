import { execFile } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMaintenance } from '../../../gateway/maintenance/openMaintenance.ts';
import { watchPartitions } from '../../../gateway/partition/watchPartitions.ts';
import { watchSupergraphFile } from '../../../gateway/plan/watchSupergraphFile.ts';
import { inFileTurn } from '../../../gateway/reload/inFileTurn.ts';
import { replaceFile } from '../../support/replaceFile.ts';

describe('files that are followed', () => {
  let folder: string;
  let file: string;
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const closing: (() => void)[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tongban-followed-'));
    file = join(folder, 'followed');
    lines.length = 0;
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) close();
    // Whoever waits for a writer after all gets one, so that a failure does not keep this process from ending.
    await (await open(file, 'r+').catch(() => null))?.close();
    await rm(folder, { recursive: true });
  });

  const edit = (text: string) => replaceFile(file, text);
  /** A read of it comes back when somebody writes into it, as that of a drive that hangs when it is there again. */
  const putPipe = async () => {
    await rm(file);
    await promisify(execFile)('mkfifo', [file]);
  };

  it('may be replaced by a pipe: windows of maintenance stay, all else goes on, and the next file counts', async () => {
    await edit('- { division: "43", from: 2026-03-01T12:00:00+08:00, to: 2026-03-01T13:00:00+08:00 }\n');
    const { windows, close } = await openMaintenance(file, log, { lookMs: 10 });
    closing.push(close);
    await putPipe();
    await expect
      .poll(() => lines)
      .toEqual([expect.stringContaining('cannot be read; the windows in use stay')]);
    // Addresses are looked up by the threads that read files.
    await expect(lookup('localhost')).resolves.toBeDefined();
    await edit('[]');
    await expect.poll(() => windows.at('people', '430100', Date.parse('2026-03-01T04:30:00Z'))).toBeNull();
  });

  it('may be replaced by a pipe: partitions', async () => {
    await edit('people: { "43": "http://127.0.0.1:1/graphql" }');
    const source = await watchPartitions({ file, log, intervalMs: 10 });
    closing.push(() => source.close());
    await putPipe();
    await expect
      .poll(() => lines)
      .toEqual([`${file}: the partitions file cannot be read (EINVAL); the old partitions stay`]);
    await edit('people: { "43": "http://127.0.0.1:2/graphql" }');
    await expect.poll(() => source.table().endpoints()[0]?.url).toBe('http://127.0.0.1:2/graphql');
  });

  it('may be replaced by a pipe: the supergraph', async () => {
    await edit('type Query { a: Int }');
    const taken: string[] = [];
    const onChange = async (sdl: string) => String(taken.push(sdl));
    closing.push(
      watchSupergraphFile({ path: file, initial: 'type Query { a: Int }', onChange, log, intervalMs: 10 }),
    );
    await putPipe();
    await expect.poll(() => lines).toEqual([`${file} cannot be read; the supergraph in use stays`]);
    await edit('type Query { b: Int }');
    await expect.poll(() => taken).toEqual(['type Query { b: Int }']);
  });

  it('take two looks at a time; one that does not come back is given up and keeps its turn', async () => {
    let begun = 0;
    const ends: (() => void)[] = [];
    const hang = (name: string) =>
      inFileTurn(name, () => new Promise<void>((end) => void ends.push(end)), 20);
    const late = { status: 'rejected', reason: expect.objectContaining({ code: 'ETIMEDOUT' }) };
    expect(await Promise.allSettled([hang('one'), hang('other')])).toEqual([late, late]);

    const look = async () => ++begun;
    await expect(inFileTurn('third', look, 20)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    const patient = inFileTurn('third', look, 60_000);
    expect(begun).toBe(0);
    ends[0]?.();
    // What was given up in the line is not looked at any more.
    await expect(patient).resolves.toBe(1);
    ends[1]?.();
    const missing = async () => Promise.reject(new Error('no such file'));
    await expect(inFileTurn('third', missing)).rejects.toThrow('no such file');
    await expect(inFileTurn('third', look)).resolves.toBe(2);
  });

  it('one that hangs keeps one turn, however often it is looked at, and the others are looked at as before', async () => {
    const ends: (() => void)[] = [];
    const hang = () => inFileTurn('hanging', () => new Promise<void>((end) => void ends.push(end)), 20);
    for (let count = 0; count < 3; count++) await expect(hang()).rejects.toMatchObject({ code: 'ETIMEDOUT' });

    expect(ends).toHaveLength(1);
    await expect(inFileTurn('another', async () => 'read')).resolves.toBe('read');
    ends[0]?.();
    await expect(inFileTurn('hanging', async () => 'back')).resolves.toBe('back');
    expect(ends).toHaveLength(1);
  });
});
