import { describe, expect, it } from 'vitest';
import { NotSent } from '../../../../adapters/transport/NotSent.ts';
import type { StepResult } from '../../../../domain/cases/StepResult.ts';
import { TongbanError } from '../../../../domain/TongbanError.ts';
import { FakeSystem } from './support/FakeSystem.ts';
import { BUSINESS_KEY, stepRequest } from './support/stepRequest.ts';
import { withDesks } from './support/withDesks.ts';

const { openDesk, rows, age, query } = withDesks();

const DONE: StepResult = { outcome: 'DONE', outputs: { permitNumber: 'P1' } };
const REFUSED: StepResult = { outcome: 'REFUSED', code: '-17', reason: '欧阳某1 不符合条件' };
const lost = () => new TongbanError('JURISDICTION_TIMEOUT', '430000 did not answer in time');
const unsent = () =>
  new TongbanError('JURISDICTION_UNAVAILABLE', '430000 is not asked', {
    retryAfter: 7,
    cause: new NotSent('the breaker is open'),
  });

it.each([DONE, REFUSED])(
  'gives a final result as often as it is asked for, and calls once: %o',
  async (result) => {
    const system = new FakeSystem({ canFind: true, dedupes: true });
    system.submits = [result];
    const { put, get } = await openDesk(system);

    expect([await put(), await put(), await get()]).toEqual([result, result, result]);
    expect(system.sent).toEqual([BUSINESS_KEY]);
    expect(system.asked).toEqual([]);
  },
);

it('hands the system the whole request, identities opened', async () => {
  const system = new FakeSystem();
  const { put } = await openDesk(system);
  await put();

  expect(system.requests).toEqual([stepRequest()]);
});

it('knows nothing of another key', async () => {
  const { put, get } = await openDesk(new FakeSystem());
  await put();

  expect(await get('case-1.3')).toBeNull();
});

it('refuses a key that stands for another request, and a business key that stands for another step', async () => {
  const system = new FakeSystem();
  const { put, get } = await openDesk(system);
  await put();

  await expect(put({ form: {} })).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(put({ stepKey: 'case-2.1' })).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await put({ form: { address: 'CANARY-ADDRESS-7', ground: 'SPOUSE_REUNION' } })).toEqual(DONE);
  expect(await get('case-2.1')).toBeNull();
  expect(system.sent).toEqual([BUSINESS_KEY]);
});

describe('a step that is pending', () => {
  it('stays so without a second call, where the system cannot be asked', async () => {
    const system = new FakeSystem({ dedupes: true });
    system.submits = [{ outcome: 'PENDING' }];
    const { put, get } = await openDesk(system);

    expect([await put(), await put(), await get()]).toEqual(Array(3).fill({ outcome: 'PENDING' }));
    expect(system.sent).toEqual([BUSINESS_KEY]);
  });

  it('is asked for, not more than once in 3 s, until there is a result', async () => {
    const system = new FakeSystem({ canFind: true });
    system.submits = [{ outcome: 'PENDING' }];
    system.finds = [{ outcome: 'PENDING' }, null, lost(), DONE];
    const { put, get, clock } = await openDesk(system);

    expect(await put()).toEqual({ outcome: 'PENDING' });
    const seen: unknown[] = [];
    for (let round = 0; round < 4; round += 1) {
      seen.push(await get(), await put());
      clock.advance(3_000);
    }

    expect(seen).toEqual([...Array(6).fill({ outcome: 'PENDING' }), DONE, DONE]);
    expect(system.asked).toHaveLength(4);
    expect(system.sent).toHaveLength(1);
  });
});

describe('a call that fails', () => {
  it('before anything left, is a failure that may be tried again', async () => {
    const system = new FakeSystem();
    system.submits = [unsent(), DONE];
    const { put, get } = await openDesk(system);
    const failed = { outcome: 'FAILED', code: 'JURISDICTION_UNAVAILABLE', retryAfterSeconds: 7 };

    expect([await put(), await get()]).toEqual([failed, failed]);
    expect((await rows())[0]).toMatchObject({ state: 'RECEIVED', attempts: 1, owned: false });
    expect(await put()).toEqual(DONE);
    expect(system.sent).toHaveLength(2);
  });

  it('in any other way, is not known, and asked for by its key', async () => {
    const system = new FakeSystem({ canFind: true });
    system.submits = [lost()];
    system.finds = [lost(), DONE];
    const { put, get, clock } = await openDesk(system);

    expect(await put()).toEqual({ outcome: 'UNKNOWN', code: 'JURISDICTION_TIMEOUT' });
    expect(await put()).toEqual({ outcome: 'UNKNOWN', code: 'JURISDICTION_TIMEOUT' });
    clock.advance(3_000);
    expect(await get()).toEqual(DONE);
    expect(system.sent).toHaveLength(1);
  });

  it('is a fault of ours where the adapter throws something else', async () => {
    const system = new FakeSystem();
    system.submits = [new Error('a bug, 欧阳某1')];
    const { put } = await openDesk(system);

    expect(await put()).toEqual({ outcome: 'UNKNOWN', code: 'INTERNAL_SERVER_ERROR' });
  });

  it('is sent again when it is wanted again, where the system says that nothing happened', async () => {
    const system = new FakeSystem();
    const failed: StepResult = { outcome: 'FAILED', code: '-9', retryAfterSeconds: null };
    system.submits = [failed, DONE];
    const { put, get } = await openDesk(system);

    expect([await put(), await get(), await put()]).toEqual([failed, failed, DONE]);
    expect(system.sent).toHaveLength(2);
  });
});

describe('a step of which nobody knows whether it happened', () => {
  it('is sent again to a system that has one effect per key, when it is wanted', async () => {
    const system = new FakeSystem({ dedupes: true });
    system.submits = [lost(), DONE];
    const { put, get } = await openDesk(system);

    expect([await put(), await get()]).toEqual(
      Array(2).fill({ outcome: 'UNKNOWN', code: 'JURISDICTION_TIMEOUT' }),
    );
    expect(await put()).toEqual(DONE);
    expect(system.sent).toHaveLength(2);
  });

  it('is left to a person where it can neither be asked nor be sent again', async () => {
    const system = new FakeSystem();
    system.submits = [lost()];
    const { put, get } = await openDesk(system);
    await put();

    expect([await put(), await get()]).toEqual(
      Array(2).fill({ outcome: 'UNKNOWN', code: 'CANNOT_BE_ASKED' }),
    );
    expect((await rows())[0]).toMatchObject({ state: 'UNKNOWN', code: 'CANNOT_BE_ASKED', is_owed: true });
    expect(system.sent).toHaveLength(1);
  });

  it('is sent again where the system never heard of it, once nothing can be on its way any more', async () => {
    const system = new FakeSystem({ canFind: true });
    system.submits = [lost(), DONE];
    const { put, clock } = await openDesk(system);
    await put();

    expect(await put()).toEqual({ outcome: 'UNKNOWN', code: 'NOT_CERTAIN_YET' });
    clock.advance(3_000);
    await age(11);
    expect(await put()).toEqual(DONE);
    expect(system.sent).toHaveLength(2);
  });

  it('is sent again at once where the system has one effect per key and never heard of it', async () => {
    const system = new FakeSystem({ canFind: true, dedupes: true });
    system.submits = [lost(), DONE];
    const { put } = await openDesk(system);

    expect([await put(), await put()]).toEqual([{ outcome: 'UNKNOWN', code: 'JURISDICTION_TIMEOUT' }, DONE]);
  });

  it('has not happened for whoever only looks, where the system never heard of it', async () => {
    const system = new FakeSystem({ canFind: true });
    system.submits = [lost()];
    const { put, get } = await openDesk(system);
    await put();
    await age(11);

    expect(await get()).toEqual({ outcome: 'FAILED', code: 'NEVER_HEARD', retryAfterSeconds: null });
    expect(system.sent).toHaveLength(1);
  });
});

it('gives nothing of a result that is too old to be kept', async () => {
  const { put, get } = await openDesk(new FakeSystem());
  await put();
  await query(`update jurisdiction.steps set answered_at = now() - interval '91 days'`);
  await openDesk(new FakeSystem());

  // Looked at without a lock: the removal leaves out, for an hour, a row that somebody asks the desk for.
  await expect.poll(() => query('select request from jurisdiction.steps')).toEqual([{ request: null }]);
  await expect(get()).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(put()).rejects.toMatchObject({ code: 'CONFLICT' });
});
