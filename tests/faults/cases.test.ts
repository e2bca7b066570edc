import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startOwnStack } from '../support/startOwnStack.ts';
import type { StartedStack } from '../support/startStack.ts';
import { describeDatabaseFaults } from './cases/describeDatabaseFaults.ts';
import { untilClosed } from './cases/untilClosed.ts';
import { CaseDesk, MOVE, RENT } from './support/CaseDesk.ts';
import { MortalDatabase } from './support/MortalDatabase.ts';

const CENTRE = 'housing-fund/430700';
/** Its system neither dedupes nor can be asked. */
const DESTINATION = 'public-security/340000';
const WAIT = { timeout: 60_000, interval: 200 };

// Several of these wait for a lease of ten seconds to end.
vi.setConfig({ testTimeout: 120_000 });

let stack: StartedStack;
let desk: CaseDesk;
let database: MortalDatabase;

beforeAll(async () => {
  database = await MortalDatabase.start();
  stack = await startOwnStack({ DATABASE_URL: database.url });
  desk = new CaseDesk(stack);
});
afterEach(async () => {
  await desk.handleAsUsual(CENTRE);
  await desk.handleAsUsual(DESTINATION);
});
afterAll(async () => {
  await stack?.stop();
  await database?.stop();
});

describe('a case on its way', () => {
  it('moves a hukou from one province to another, by a clerk and three systems', async () => {
    const submitted = await desk.submit(MOVE);
    const accepted = await desk.act(
      'acceptCase',
      { caseId: submitted.id, expectedVersion: submitted.version },
      'clerk',
    );
    await desk.act(
      'decideCase',
      { caseId: submitted.id, expectedVersion: accepted.version, step: 'approve', decision: 'GRANT' },
      'clerk',
    );
    const closed = await desk.waitFor(submitted.id, 'CLOSED');

    expect(closed.outcome).toBe('GRANTED');
    expect(closed.timeline.map(({ event, step }) => (step === null ? event : `${event} ${step}`))).toEqual([
      'SUBMITTED',
      'ACCEPTED',
      'STEP_BEGUN approve',
      'STEP_DONE approve',
      'STEP_BEGUN issue-permit',
      'STEP_DONE issue-permit',
      'STEP_BEGUN move-out',
      'STEP_DONE move-out',
      'STEP_BEGUN register-move-in',
      'STEP_DONE register-move-in',
      'CLOSED',
    ]);
    expect(closed.outputs.map(({ step, name }) => `${step}.${name}`)).toEqual([
      'issue-permit.permitNumber',
      'move-out.certificateNumber',
      'register-move-in.householdNumber',
    ]);
  });

  it('has materials, uploaded and downloaded at the same origin as everything', async () => {
    const content = Buffer.from(`%PDF-1.7\n${randomUUID().repeat(5_000)}\n%%EOF\n`);
    const { id, url } = await desk.openUpload(content);
    const send = (offset: number, part: Buffer) =>
      fetch(`${stack.gateway}${url}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) },
        body: new Uint8Array(part),
      });
    expect((await send(0, content.subarray(0, 70_000))).status).toBe(204);
    const head = await fetch(`${stack.gateway}${url}`, { method: 'HEAD' });
    expect(head.headers.get('upload-offset')).toBe('70000');
    expect((await send(0, content)).status).toBe(409);
    expect((await send(70_000, content.subarray(70_000))).status).toBe(204);

    const submitted = await desk.submit({ ...MOVE, materials: [{ kind: 'hukou-booklet', file: id }] });
    const [material] = await desk.materials(submitted.id, 'clerk');
    const range = { range: 'bytes=100-' };
    const download = await fetch(`${stack.gateway}${material?.downloadUrl.url}`, { headers: range });
    expect([download.status, download.headers.get('content-disposition')]).toEqual([
      206,
      'attachment; filename="material.pdf"',
    ]);
    expect(Buffer.from(await download.arrayBuffer()).equals(content.subarray(100))).toBe(true);
    const forged = await fetch(`${stack.gateway}${material?.downloadUrl.url}A`);
    expect(forged.status).toBe(403);
  });

  it('is taken back when a place refuses before anything irrevocable', async () => {
    await desk.handle(CENTRE, 'pay-withdrawal', { kind: 'refuse', reason: '账户已冻结' });
    const { id } = await desk.submit(RENT);
    const closed = await desk.waitFor(id, 'CLOSED');

    expect(closed.outcome).toBe('REFUSED');
    expect(closed.timeline.map(({ event, step }) => `${event} ${step ?? ''}`).slice(-5)).toEqual([
      'STEP_REFUSED pay',
      'ENDING_BEGUN ',
      'STEP_BEGUN undo:hold',
      'STEP_DONE undo:hold',
      'CLOSED ',
    ]);
  });
});

describe('nothing is lost and nothing done twice', () => {
  it('when the place is away before it is asked: taken at once, and done when it is back (S01)', async () => {
    await stack.setFault(CENTRE, { kind: 'refuse' });
    const { id } = await desk.submit(RENT);
    await vi.waitFor(async () => {
      expect(
        await database.query(`select state, code from cases.steps where case_id = '${id}' and attempts > 0`),
      ).toEqual([{ state: 'SENT', code: 'JURISDICTION_UNAVAILABLE' }]);
    }, WAIT);
    const waiting = await desk.read(id);
    await stack.clearFaults();

    expect(waiting).toMatchObject({ status: 'IN_PROGRESS', outcome: null });
    expect(await untilClosed({ database }, [id])).toEqual(['GRANTED']);
    expect((await desk.effects(CENTRE)).repeated).toEqual([]);
  });

  it('when the answer of a system is lost (S02)', async () => {
    await desk.handle(CENTRE, 'pay-withdrawal', { kind: 'hold-answer', as: 'drop', times: 1 });
    const { id } = await desk.submit(RENT);
    const closed = await desk.waitFor(id, 'CLOSED');

    expect(closed.outcome).toBe('GRANTED');
    expect((await desk.effects(CENTRE)).repeated).toEqual([]);
  });

  it('when the worker is killed again and again; another one goes on within 15 s (S19)', async () => {
    const ids: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const cases = await Promise.all(Array.from({ length: 8 }, () => untilTaken(randomUUID())));
      ids.push(...cases);
      const worker = stack.roleProcess('worker');
      process.kill(worker, 'SIGKILL');
      await vi.waitFor(() => expect(stack.roleProcess('worker')).not.toBe(worker), WAIT);
    }

    expect(await untilClosed({ database }, ids)).toEqual(ids.map(() => 'GRANTED'));
    expect((await desk.effects(CENTRE)).repeated).toEqual([]);
  });

  it('when gateway, server of cases and place are killed while portals hand in and resend (S19, S31)', async () => {
    const before = Number(await countCases());
    const keys = Array.from({ length: 20 }, () => randomUUID());
    const handed = Promise.all(keys.map((key) => untilTaken(key)));
    for (const role of ['gateway', 'cases', 'housing-fund']) process.kill(stack.roleProcess(role), 'SIGKILL');
    const ids = await handed;
    const again = await Promise.all(keys.map((key) => untilTaken(key)));

    expect(again).toEqual(ids);
    expect(await countCases()).toBe(before + keys.length);
    expect(await untilClosed({ database }, ids)).toEqual(keys.map(() => 'GRANTED'));
    expect((await desk.effects(CENTRE)).repeated).toEqual([]);
  });

  it('when it cannot be told what a system did: a person says it, and the case goes on', async () => {
    const places = (await stack.govern('GET', '/places')) as readonly Place[];
    const destination = places.find((place) => `${place.department}/${place.jurisdiction}` === DESTINATION);
    expect(destination?.options).toMatchObject({ legacyHandling: true });
    await desk.handle(DESTINATION, 'register-move-in', { kind: 'hold-answer', as: 'drop', times: 1 });
    const { id, version } = await desk.submit({ ...MOVE, acceptingDivision: '340000' });
    const accepted = await desk.act('acceptCase', { caseId: id, expectedVersion: version }, 'clerk');
    await desk.act(
      'decideCase',
      { caseId: id, expectedVersion: accepted.version, step: 'approve', decision: 'GRANT' },
      'clerk',
    );
    const parked = await desk.waitFor(id, 'PARKED');
    await desk.act(
      'resolveParked',
      {
        caseId: id,
        expectedVersion: parked.version,
        step: 'register-move-in',
        resolution: 'DONE',
        reason: '电话核实: 已落户',
      },
      'clerk',
    );
    const closed = await desk.waitFor(id, 'CLOSED');

    expect(closed.outcome).toBe('GRANTED');
    expect((await desk.effects(DESTINATION)).repeated).toEqual([]);
  });
});

describeDatabaseFaults(() => ({ stack, desk, database }));

interface Place {
  readonly department: string;
  readonly jurisdiction: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Hands in as a portal does that is not answered: again, under the same key. */
async function untilTaken(key: string): Promise<string> {
  return vi.waitFor(async () => (await desk.submit(RENT, key)).id, WAIT);
}

async function countCases(): Promise<unknown> {
  const [row] = await database.query('select count(*)::int as count from cases.cases');
  return row?.['count'];
}
