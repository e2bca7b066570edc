import pg from 'pg';
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { CallContextCaller } from '../../../../domain/callContext.ts';
import { acted } from '../support/act.ts';
import type { CasesScene } from '../support/CasesScene.ts';
import { callers } from '../support/callers.ts';
import { type Listener, listen } from '../support/listen.ts';
import { INPUTS, submitted } from '../support/submit.ts';
import { withCases } from '../support/withCases.ts';

const { openForAll, holderId } = withCases();
const { applicant, neighbour, anhui, guangdong, stranger } = callers;
const listeners: Listener[] = [];
let scene: CasesScene;

beforeAll(async () => {
  scene = await openForAll();
});
afterEach(() => {
  for (const listener of listeners.splice(0)) listener.leave();
});

async function hear(
  caller: CallContextCaller | null,
  options: { id?: string; after?: string; lastEventId?: string } = {},
): Promise<Listener> {
  const listener = await listen(scene.url, { caller, ...options });
  listeners.push(listener);
  return listener;
}

/** `status version` of every update so far. */
const told = (listener: Listener) =>
  listener
    .events()
    .map(({ data }) => `${data.data.caseUpdated.case.status} ${data.data.caseUpdated.case.version}`);
const lastCursor = (listener: Listener): string => listener.events().at(-1)?.id ?? '';
/** From where a stream that was told nothing would go on. */
const startOf = async (listener: Listener): Promise<string> => {
  await expect.poll(listener.text).toContain('id: ');
  return /^id: (\S+)/m.exec(listener.text())?.[1] ?? '';
};
const hasBegun = async (...begun: readonly Listener[]) => void (await Promise.all(begun.map(startOf)));
const accept = (caseId: string) => acted(scene, { name: 'acceptCase', caller: anhui, caseId });
const ask = (caseId: string) =>
  acted(scene, { name: 'requestSupplement', caller: anhui, caseId, input: { reason: '请补充材料' } });

it('tells the applicant and clerks of the places, and nobody else', async () => {
  const mine = await hear(applicant);
  const others = await hear(neighbour);
  await hasBegun(mine, others);
  const id = await submitted(scene, INPUTS.transfer);
  await expect.poll(() => told(mine)).toEqual(['SUBMITTED 1']);
  const clerk = await hear(anhui, { id });
  await hasBegun(clerk);
  await accept(id);

  await expect.poll(() => told(clerk)).toEqual([expect.stringMatching(/^IN_PROGRESS /)]);
  await expect.poll(() => told(mine)).toHaveLength(2);
  const [first] = mine.events();
  expect(first).toEqual({
    event: 'next',
    id: expect.any(String),
    data: {
      data: {
        caseUpdated: {
          cursor: first?.id,
          case: {
            id,
            version: 1,
            status: 'SUBMITTED',
            parties: [{ role: 'APPLICANT', holder: { id: holderId(0) } }],
          },
        },
      },
    },
  });
  expect(others.events()).toEqual([]);
});

it('goes on after the event that was told last: what happened meanwhile is told once', async () => {
  const id = await submitted(scene, INPUTS.transfer);
  const first = await hear(applicant, { id });
  const start = await startOf(first);
  await accept(id);
  await expect.poll(() => told(first)).toHaveLength(1);
  const cursor = lastCursor(first);
  first.leave();
  const { version } = await ask(id);
  const [byHeader, byArgument, fromStart, nothingNew] = await Promise.all([
    hear(applicant, { id, after: start, lastEventId: cursor }),
    hear(applicant, { id, after: cursor }),
    hear(applicant, { lastEventId: start }),
    hear(applicant, { after: start, id: await submitted(scene, INPUTS.transfer) }),
  ]);

  const all = [`SUPPLEMENT_REQUIRED ${version}`];
  await expect.poll(() => told(byHeader)).toEqual(all);
  await expect.poll(() => told(byArgument)).toEqual(all);
  await expect.poll(() => told(fromStart)).toEqual([...all, 'SUBMITTED 1']);
  await expect.poll(() => told(nothingNew)).toEqual(['SUBMITTED 1']);
  const again = await hear(applicant, { id, lastEventId: lastCursor(byHeader) });
  await hasBegun(again);
  await acted(scene, { name: 'withdrawCase', caller: applicant, caseId: id });
  await expect.poll(() => told(again)).toEqual([expect.stringMatching(/^CLOSED /)]);
});

it('misses nothing that a slower transaction began before and ended after', async () => {
  const [slow, quick] = [await submitted(scene, INPUTS.transfer), await submitted(scene, INPUTS.transfer)];
  const listener = await hear(applicant);
  await hasBegun(listener);
  const blocker = new pg.Client({ connectionString: scene.databaseUrl });
  await blocker.connect();
  // It has its number now, and everything that gets one after it must wait to be told.
  await blocker.query(`begin; select pg_current_xact_id(); select pg_advisory_xact_lock(1)`);
  await blocker.query(
    `insert into cases.events (case_id, sequence, type, at, bytes, prev_hash, hash)
     select case_id, sequence + 1000, type, at, bytes, prev_hash, hash from cases.events where case_id = $1 and sequence = 1`,
    [slow],
  );
  await blocker.query(`update cases.cases set sequence = sequence + 1000 where case_id = $1`, [slow]);
  await accept(quick);
  const cursorBefore = await startOf(await hear(applicant, { id: quick }));
  await blocker.query('commit');
  await blocker.end();

  await expect
    .poll(() => told(listener))
    .toEqual([expect.stringMatching(/ 1001$/), expect.stringMatching(/^IN_PROGRESS/)]);
  const late = await hear(applicant, { lastEventId: cursorBefore });
  await expect.poll(() => told(late)).toHaveLength(2);
});

it.each([
  ['nobody is signed in', null, {}, 'UNAUTHENTICATED'],
  ['the caller is nobody here', stranger, {}, 'NOT_FOUND'],
  ['there is no such case', applicant, { id: '11111111-1111-4111-8111-111111111111' }, 'NOT_FOUND'],
  ['the id is none', applicant, { id: 'x' }, 'NOT_FOUND'],
  ['the cursor is none', applicant, { after: 'x' }, 'BAD_USER_INPUT'],
  ['the cursor is ahead of all', applicant, { after: position('9223372036854775807') }, 'BAD_USER_INPUT'],
])('refuses where %s', async (_, caller, options, code) => {
  const listener = await hear(caller, options);

  expect(await listener.ended).toBe('whole');
  expect(JSON.parse(listener.text()).errors).toMatchObject([{ extensions: { code } }]);
});

it('shows a case of others to nobody, not even that it is there', async () => {
  const id = await submitted(scene, INPUTS.transfer);
  for (const caller of [neighbour, guangdong]) {
    const listener = await hear(caller, { id });

    expect(await listener.ended).toBe('whole');
    expect(JSON.parse(listener.text()).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  }
});

function position(xid: string): string {
  return Buffer.from(JSON.stringify([xid, '11111111-1111-4111-8111-111111111111'])).toString('base64url');
}
