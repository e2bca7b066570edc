import { mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBatchName } from '../../../adapters/transport/file-drop/batchName.ts';
import { DropClaim } from '../../../adapters/transport/file-drop/DropClaim.ts';
import { FakeClock } from '../transport/FakeClock.ts';
import { person, resultOf, withdrawalBatch, withdrawalLine } from './batches.ts';
import { NOW, startCentre } from './startCentre.ts';

const NAME = 'tqmx_430700_20261122_0001';
const FILES = [`${NAME}.md5`, `${NAME}.ok`, `${NAME}.txt`];
const ONE = withdrawalBatch([withdrawalLine(person(1))]);
const EVERY_MS = 1_000;

describe('the claim of a batch', () => {
  it('survives a renewal that fails for a moment, and is renewed again sooner than usual', async () => {
    await using folder = await startFolder();
    const { clock, claim } = folder;

    await claim.keepDuring(
      async () => {
        await folder.breakClaims();
        clock.advance(EVERY_MS);
        // Behind the one that is due: it has failed when this one has.
        await expect(claim.renew()).rejects.toMatchObject({ code: 'ENOTDIR' });
        await folder.mendClaims();
        const [before] = await folder.claims();
        clock.advance(EVERY_MS / 4);
        await expect.poll(folder.claims).not.toEqual([before]);
        await claim.end(join(folder.root, `${NAME}.ok`));
      },
      { clock, everyMs: EVERY_MS },
    );

    expect(await folder.claims()).toEqual([]);
    expect((await readdir(folder.root)).toSorted()).toEqual(['claim', `${NAME}.ok`]);
  });

  it('stays where it was ended, however late a renewal is', async () => {
    await using folder = await startFolder();
    const { clock, claim } = folder;

    await claim.keepDuring(
      async () => {
        const ended = claim.end(join(folder.root, `${NAME}.ok`));
        clock.advance(EVERY_MS);
        await ended;
      },
      { clock, everyMs: EVERY_MS },
    );
    await claim.renew();
    await claim.end(join(folder.root, 'elsewhere'));

    expect(await folder.claims()).toEqual([]);
    expect((await readdir(folder.root)).toSorted()).toEqual(['claim', `${NAME}.ok`]);
  });
});

describe('a batch that was answered', () => {
  it('keeps its verdict though its renewals failed meanwhile', async () => {
    // Asked for with every renewal.
    let askedForTime = 0;
    const now = () => {
      askedForTime += 1;
      return NOW;
    };
    await using centre = await startCentre({ options: { takenMinutes: 0.004 }, now });
    await centre.deliver(NAME, ONE);
    const { take } = centre.store.inbox;
    Object.assign(centre.store.inbox, {
      take: async (message: Parameters<typeof take>[0]) => {
        await rename(join(centre.root, 'out/claim'), join(centre.root, 'out/claim-away'));
        await centre.put('out/claim', '');
        const before = askedForTime;
        // The second one is begun when the first has failed.
        await expect.poll(() => askedForTime).toBeGreaterThan(before + 1);
        await rm(join(centre.root, 'out/claim'));
        await rename(join(centre.root, 'out/claim-away'), join(centre.root, 'out/claim'));
        return take(message);
      },
    });
    await centre.start();

    await expect.poll(() => centre.list('out/done')).toEqual(FILES);
    expect(await centre.text(`in/${NAME}_res.txt`)).toBe(resultOf(NAME, '0000', ['0000']));
    expect(await centre.list('out/bad')).toEqual([]);
    expect(centre.faults).toEqual([]);
  });

  it('is finished and not taken anew when its marker cannot be put away at once', async () => {
    let now = NOW;
    await using centre = await startCentre({ now: () => now });
    const obstacle = join(centre.root, 'out/done', `${NAME}.ok`);
    await mkdir(obstacle);
    await centre.deliver(NAME, ONE);
    await centre.start();
    await expect
      .poll(() => centre.faults)
      .toEqual(['file drop: the exchange directory of 430700 failed with EISDIR']);
    // A batch that comes later is done: then this one was looked at again.
    const later = 'tqmx_430700_20261122_0002';
    await centre.deliver(later, withdrawalBatch([withdrawalLine(person(2))]));
    await expect.poll(() => centre.list('out/done')).toContain(`${later}.ok`);
    expect(await centre.list('out/claim')).toHaveLength(1);

    await rmdir(obstacle);
    now += 11 * 60_000;

    await expect.poll(() => centre.list('out/claim')).toEqual([]);
    expect((await centre.list('out/done')).filter((file) => file.startsWith(NAME))).toEqual(FILES);
    expect(await centre.list('out/bad')).toEqual([]);
    expect(await centre.text(`in/${NAME}_res.txt`)).toBe(resultOf(NAME, '0000', ['0000']));
  });
});

/** A claim in a folder whose folder of claims can be broken: renames fail there, and not because something is missing. */
async function startFolder() {
  const root = await mkdtemp(join(tmpdir(), 'tongban-claim-'));
  const folder = join(root, 'claim');
  await mkdir(folder);
  await writeFile(join(root, `${NAME}.ok`), '');
  const name = readBatchName(NAME);
  if (name === null) throw new Error('no name');
  const from = join(root, `${NAME}.ok`);
  const claim = await DropClaim.take({ name, folder, mark: 'thisreader', now: () => NOW, from });
  if (claim === null) throw new Error('no claim');
  return {
    root,
    claim,
    clock: new FakeClock(),
    claims: () => readdir(folder),
    breakClaims: async () => {
      await rename(folder, `${folder}-away`);
      await writeFile(folder, '');
    },
    mendClaims: async () => {
      await rm(folder);
      await rename(`${folder}-away`, folder);
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}
