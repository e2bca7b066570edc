import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { FileKeys } from '../../../../gateway/edge/auth/FileKeys.ts';
import { createTestIssuer } from '../support/testIssuer.ts';

it('a file is used when two looks have seen the same of it: half of one may be well-formed', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const folder = await mkdtemp(join(tmpdir(), 'tongban-file-keys-'));
  const file = join(folder, 'keys.json');
  const [first, half, whole] = await Promise.all(
    ['first', 'half', 'whole'].map((kid) => createTestIssuer('https://home.example', { kid })),
  );
  const write = (...issuers: (typeof first)[]) =>
    writeFile(file, JSON.stringify({ keys: issuers.map((issuer) => issuer?.publicKey) }));
  const told: string[] = [];
  await write(first);
  const keys = await FileKeys.open({
    file,
    intervalMs: 100,
    onChange: () => told.push('changed'),
    tell: (state) => told.push(state),
    log: (line) => told.push(line),
  });
  onTestFinished(async () => {
    keys.close();
    vi.useRealTimers();
    await rm(folder, { recursive: true });
  });
  const look = async (): Promise<void> => {
    vi.advanceTimersByTime(100);
    // The next one is planned when this one is over.
    while (vi.getTimerCount() === 0) await new Promise((resolve) => setImmediate(resolve));
  };

  await look();
  await write(half);
  await look();
  await write(half, whole);
  await look();
  expect(told).toEqual([]);
  await look();
  expect(told).toEqual(['changed', 'current', `${file}: new keys are in use`]);
  await look();
  expect(told).toHaveLength(3);

  await write(first);
  await look();
  // The look that would use them is under way.
  vi.advanceTimersByTime(100);
  keys.close();
  // Another one of the same file is slower.
  const other = await FileKeys.open({ file, onChange: () => undefined, log: () => undefined });
  other.close();
  expect([told.length, vi.getTimerCount()]).toEqual([3, 0]);
});

it('a file with a private key among others is refused, and nothing of it is quoted', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tongban-file-keys-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'keys.json');
  const { publicKey } = await createTestIssuer('https://home.example');
  await writeFile(file, JSON.stringify({ keys: [publicKey, { ...publicKey, d: 'AAAA' }] }));

  await expect(FileKeys.open({ file, onChange: () => undefined, log: () => undefined })).rejects.toThrow(
    `${file}: the issuer's keys cannot be used: a key among them is private`,
  );
});
