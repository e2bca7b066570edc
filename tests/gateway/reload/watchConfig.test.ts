import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { GatewayConfig } from '../../../gateway/config.ts';
import { UnconfirmedRemoval } from '../../../gateway/reload/UnconfirmedRemoval.ts';
import { watchConfig } from '../../../gateway/reload/watchConfig.ts';
import { replaceFile } from '../../support/replaceFile.ts';

const never = () => Promise.reject(new Error('nobody reads it here'));

it('tries again what was refused, says each reason once of each edit, and counts it once', async () => {
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

  const edit = (content: string) => replaceFile(file, content);
  await edit('{"documents":1}');
  await expect.poll(() => tries).toBeGreaterThanOrEqual(3);
  const refused = `${file} is refused, the settings in use stay: `;
  expect([log, counts]).toEqual([[`${refused}approved.json is no manifest`], ['refused', 'stale']]);

  await edit('{"documents":12}');
  await expect.poll(() => counts).toEqual(['refused', 'stale', 'refused', 'stale']);
  expect(log.splice(1)).toEqual([`${refused}approved.json is no manifest`]);
  counts.splice(2);

  reason = null;
  await expect.poll(() => log).toHaveLength(2);
  expect([log[1], counts.slice(2)]).toEqual([`${file}: in use now: documents`, ['taken', 'current']]);

  reason = 'worse than before';
  await writeFile(join(folder, 'other.json'), '{}');
  await edit('{"documents":22}');
  await expect.poll(() => log).toHaveLength(3);
  expect(log[2]).toBe(`${refused}worse than before`);
});

/** A file that is watched, and what is taken over of it. */
async function start(isInUse: boolean, take: (isConfirmed: boolean) => string) {
  const folder = await mkdtemp(join(tmpdir(), 'tongban-config-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'gateway.json');
  const secret = join(folder, 'secret');
  await Promise.all([writeFile(file, 'old'), writeFile(secret, 'a')]);
  const [log, tries]: [string[], boolean[]] = [[], []];
  let looks = 0;
  let onLook: () => void = () => undefined;
  const stop = await watchConfig({
    source: { file, read: never },
    // Asked for at each look.
    config: () => {
      looks++;
      onLook();
      return { contextSecretFile: secret } as GatewayConfig;
    },
    isInUse: async () => isInUse,
    tell: () => undefined,
    count: () => undefined,
    log: (line) => void log.push(line),
    intervalMs: 1,
    onChange: async (isConfirmed) => {
      tries.push(isConfirmed);
      return take(isConfirmed);
    },
  });
  onTestFinished(stop);
  const lookedOften = async (times = 5) => {
    const before = looks;
    await expect.poll(() => looks).toBeGreaterThan(before + times);
  };
  const atEachLook = (does: () => void) => {
    onLook = does;
  };
  const confirm = (content: string) =>
    replaceFile(`${file}.confirmed`, createHash('sha256').update(content).digest('hex'));
  const edit = (content: string) => replaceFile(file, content);
  return { file, secret, log, tries, stop, lookedOften, atEachLook, confirm, edit, looks: () => looks };
}

it('does not take what takes away too much until this very content is confirmed, and then once', async () => {
  const { file, log, tries, lookedOften, confirm, edit } = await start(true, (isConfirmed) => {
    if (!isConfirmed) throw new UnconfirmedRemoval('gateway.json', 'all would be gone');
    return 'in use now: issuers';
  });

  await lookedOften();
  expect(tries).toEqual([]);
  await confirm('another');
  await edit('fewer');
  await expect.poll(() => log).toHaveLength(1);
  await lookedOften();
  expect(tries).toEqual([false]);

  await confirm('fewer');
  await expect.poll(() => log).toHaveLength(2);
  await lookedOften(25);
  expect([log[1], tries]).toEqual([`${file}: in use now: issuers`, [false, true]]);

  await confirm('fewest');
  await edit('fewest');
  await expect.poll(() => tries).toEqual([false, true, true]);
});

it('tries again what was refused for another reason: now and then, and confirms nothing by that', async () => {
  const { tries, confirm, edit, looks } = await start(true, () => {
    throw new Error('approved.json is no manifest');
  });
  await edit('fewer');

  await expect.poll(() => tries.length).toBeGreaterThan(2);
  // Two looks are those that saw the edit.
  expect((tries.length - 1) * 20).toBeLessThanOrEqual(looks() - 2);
  expect(tries).not.toContain(true);
  await confirm('fewer');
  await expect.poll(() => tries).toContain(true);
});

it('takes over what came while the gateway started, another secret too, and nothing after its end', async () => {
  const { secret, tries, stop, lookedOften, edit, looks } = await start(false, () => 'taken');
  await expect.poll(() => tries).toHaveLength(1);

  await replaceFile(secret, 'longer');
  await expect.poll(() => tries.length).toBeGreaterThan(1);
  await lookedOften();
  const before = tries.length;
  stop();
  const last = looks();
  await edit('newer');
  // Another one, that goes on, has looked as often as this one would have.
  await (await start(true, () => 'taken')).lookedOften();

  // The look that was under way may have ended.
  expect([looks() - last <= 1, tries.length]).toEqual([true, before]);
});

it('takes nothing of a file that is still being written, and outlives one that is away', async () => {
  const { file, tries, lookedOften, atEachLook, edit } = await start(true, () => 'taken');

  atEachLook(() => appendFileSync(file, '#'));
  await lookedOften();
  expect(tries).toEqual([]);
  atEachLook(() => undefined);
  await expect.poll(() => tries).toHaveLength(1);

  await rm(file);
  await expect.poll(() => tries).toHaveLength(2);
  await edit('back');
  await expect.poll(() => tries).toHaveLength(3);
});
