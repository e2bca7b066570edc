import { describe, expect, it } from 'vitest';
import { appliedBus, done, feedbackHead as head, sendFeedback as send, stepRecord } from './handling.ts';
import { startBus } from './startBus.ts';

describe('a package of feedback that is refused', () => {
  it.each<[string, string, string]>([
    ['-3', 'no RECORD', ''],
    ['-3', 'a number twice', `${done}${stepRecord({ YWBLH: 'TB20261122000023S3' })}`],
    ['-3', 'a key twice', `${done}${stepRecord({}, 2)}`],
    ['-3', 'a kind of another call', done.replace('feedback', 'notice')],
    ['-3', 'a refusal', '<RECORD no="1" kind="refusal"><FHM>-13</FHM></RECORD>'],
    ['-3', 'materials only', '<RECORD no="1" kind="material"/>'],
  ])('%s: %s', async (code, _what, records) => {
    await using bus = await appliedBus();

    expect((await send(bus, head('XT1'), records)).code).toBe(code);
    expect([bus.store.stepAnswers, bus.store.taken, bus.store.quarantined.length]).toEqual([[], [], 1]);
  });

  it('-3: one that failed as a whole, which does not occur', async () => {
    await using bus = await appliedBus();

    expect((await send(bus, { ...head('XT1'), more: '<FHM>-20</FHM>' }, done)).code).toBe('-3');
  });

  it('-9: other content under a number that was used', async () => {
    await using bus = await appliedBus();
    await send(bus, head('XT1'), stepRecord({ BLJG: '3' }));

    expect((await send(bus, head('XT1'), done)).code).toBe('-9');
    expect(bus.store.stepAnswers).toMatchObject([{ result: { outcome: 'PENDING' } }]);
  });

  it.each(['0201', '0203', '0209', '0402x', '0702'])('class %s', async (operation) => {
    await using bus = await appliedBus();

    expect((await send(bus, head('XT1', operation), done)).code).toBe(
      operation === '0402x' || operation === '0702' ? '-8' : '-6',
    );
  });

  it('-6: everything of handling where it is not offered', async () => {
    await using bus = await startBus(() => ({ body: '' }));

    expect((await send(bus, head('XT1'), done)).code).toBe('-6');
  });

  it('-8: a number of a case in feedback of records, and one that is none in feedback of handling', async () => {
    await using bus = await appliedBus();

    expect((await send(bus, head('XT1', '0102'), done)).code).toBe('-8');
    expect((await send(bus, { ...head('XT2'), collaborationNumber: 'tb20261122000023' }, done)).code).toBe(
      '-8',
    );
  });
});
