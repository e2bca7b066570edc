import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { GatewayConfig } from '../../../gateway/config.ts';
import { watchConfig } from '../../../gateway/reload/watchConfig.ts';

const never = () => Promise.reject(new Error('nobody reads it here'));

it('tries again what was refused, says each reason once, and counts the edit once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tongban-config-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'gateway.json');
  await writeFile(file, '{}');
  const log: string[] = [];
  const counts: string[] = [];
  let tries = 0;
  let reason: string | null = 'approved.json is no manifest';
  const stop = await watchConfig({
    source: { file, read: never },
    config: () => ({}) as GatewayConfig,
    isInUse: async () => true,
    tell: (state) => void counts.push(state),
    count: (outcome) => void counts.push(outcome),
    log: (line) => void log.push(line),
    intervalMs: 1,
    onChange: async () => {
      tries++;
      if (reason !== null) throw new Error(reason);
      return 'in use now: documents';
    },
  });
  onTestFinished(stop);

  // In one step: while it is written in place, two looks may see the file empty, which is an edit of its own.
  const edit = async (content: string) => {
    await writeFile(`${file}.new`, content);
    await rename(`${file}.new`, file);
  };
  await edit('{"documents":1}');
  await expect.poll(() => tries).toBeGreaterThanOrEqual(3);
  const refused = `${file} is refused, the settings in use stay: `;
  expect([log, counts]).toEqual([[`${refused}approved.json is no manifest`], ['refused', 'stale']]);

  reason = null;
  await expect.poll(() => log).toHaveLength(2);
  expect([log[1], counts.slice(2)]).toEqual([`${file}: in use now: documents`, ['taken', 'current']]);

  reason = 'worse than before';
  await writeFile(join(folder, 'other.json'), '{}');
  await edit('{"documents":22}');
  await expect.poll(() => log).toHaveLength(3);
  expect(log[2]).toBe(`${refused}worse than before`);
});
