import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { runErasure } from '../../../../subgraphs/cases/runErasure.ts';
import { runVerification } from '../../../../subgraphs/cases/runVerification.ts';
import { CONTENTS } from '../files/support/contents.ts';
import { handedIn, materialsSeen, send, uploaded } from '../files/support/uploads.ts';
import { withFolder } from '../files/support/withFolder.ts';
import { act, acted } from '../support/act.ts';
import type { CasesScene } from '../support/CasesScene.ts';
import { callers } from '../support/callers.ts';
import { refusalOf } from '../support/refusalOf.ts';
import { INPUTS, submitted } from '../support/submit.ts';
import { withCases } from '../support/withCases.ts';
import { inquired, REASON } from './support/recordCases.ts';

/** Compiled by `npm test` beforehand. */
const MAIN = join(import.meta.dirname, '../../../../dist/cli/main.js');
const ORDER = '关于暗号某的删除通知 77-66';

const { open } = withCases();
const folder = withFolder();
const logger = pino({ level: 'silent' });

/** The commands as an operator gives them, on the configuration of a scene. */
async function commandsOf(scene: CasesScene) {
  const file = join(folder.path, 'cases.json');
  await writeFile(file, JSON.stringify(scene.settings), { mode: 0o600 });
  return async (...[area, command, ...flags]: readonly string[]) => {
    const args = [MAIN, area ?? '', command ?? '', '--config', file, ...flags];
    const child = spawn(process.execPath, args, {
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ]);
    return { code, stdout, stderr };
  };
}

/** As the command does it, without a process of its own. */
const erased = (scene: CasesScene, named: string, isDryRun = false) =>
  runErasure(scene.settings, { named, reason: ORDER, operator: 'root', isDryRun }, logger);

const LOOK = `query ($id: ID!) { case(id: $id) { status form outputs { name } timeline { event reason }
  inquiries { question answer } } }`;

it('erases a case that is over, once, with all that was written in it, and the record still verifies', async () => {
  const scene = await open({ settings: { files: folder.files() } });
  const tongban = await commandsOf(scene);
  const file = await uploaded(scene, CONTENTS.PDF);
  const caseId = await handedIn(scene, INPUTS.transfer, file);
  const other = await submitted(scene, INPUTS.transfer);
  await inquired(scene, { caseId, expectedVersion: 1 });
  const look = async () => (await scene.ask(callers.anhui, LOOK, { id: caseId })).data?.['case'];
  const records = () =>
    scene.query('select bytes, hash from cases.events where case_id = $1 order by sequence', [caseId]);
  const erase = (id: string, reason = ORDER) => tongban('cases', 'erase', '--case', id, '--reason', reason);

  const [{ number } = {}] = await scene.query<{ number: string }>(
    'select case_number as number from cases.cases where case_id = $1',
    [caseId],
  );
  await expect(erased(scene, caseId)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: `case ${number} is SUBMITTED: only one that is CLOSED or DECLINED can be erased`,
  });
  await acted(scene, { name: 'declineCase', caller: callers.anhui, caseId, input: { reason: REASON } });
  const [{ downloadUrl }] = await materialsSeen(scene, caseId);
  const before = await look();
  const recorded = await records();
  expect(before).toMatchObject({
    form: INPUTS.transfer.form,
    inquiries: [{ question: REASON, answer: REASON }],
  });

  const found = { caseId, caseNumber: number, contents: 3, inquiries: 1, files: 1 };
  expect(await erased(scene, caseId, true)).toEqual({ ...found, before: null });
  expect(await look()).toEqual(before);
  expect(await erase(number ?? '')).toEqual({
    code: 0,
    stdout: `case ${number} is erased: contents 3, inquiries 1, files 1\n`,
    stderr: '',
  });

  const timeline = recorded.map(({ bytes }) => ({ event: JSON.parse(String(bytes)).type, reason: null }));
  expect(await look()).toEqual({
    status: 'DECLINED',
    form: null,
    outputs: [],
    timeline,
    inquiries: [{ question: null, answer: null }],
  });
  expect(await materialsSeen(scene, caseId)).toEqual([]);
  expect((await send(scene, downloadUrl.url, 'GET')).status).toBe(404);
  expect(await records()).toEqual(recorded);
  expect(await scene.ask(callers.anhui, LOOK, { id: other })).toMatchObject({
    data: { case: { form: INPUTS.transfer.form } },
  });

  const again = { at: expect.any(Number), isSameReason: true };
  expect(await erased(scene, caseId)).toEqual({ ...found, before: again });
  expect((await erase(caseId, '别的')).stdout).toMatch(
    new RegExp(`^case ${number} was erased before, at \\S+Z, for another reason\n$`),
  );
  const kept = await scene.query<{ row: string }>(
    `select actor_kind, length(actor_digest) as who, length(reason_digest) as why, office, portal, sequence,
       row_to_json(a)::text as row from cases.audit a where case_id = $1 and action = 'eraseCase'`,
    [caseId],
  );
  expect(kept).toEqual([
    expect.objectContaining({
      ...{ actor_kind: 'SYSTEM', who: 32, why: 32, office: null, portal: null },
      sequence: recorded.length,
    }),
  ]);
  expect(kept[0]?.row).not.toContain('77-66');

  expect(await tongban('audit', 'verify')).toEqual({
    code: 0,
    stdout: expect.stringMatching(
      /^2 cases \(1 erased\), \d+ events, \d+ audit rows, \d+ contents: all as it was written\n$/,
    ),
    stderr: '',
  });
  await scene.startWorker();
  await expect.poll(async () => (await folder.bytesOf(file)).length).toBe(0);
  await expect.poll(() => scene.query('select file_id from cases.files')).toEqual([]);

  await scene.query('alter table cases.events disable trigger user');
  await scene.query(`update cases.events set type = 'RATED' where case_id = $1 and sequence = 2`, [caseId]);
  const bad = {
    caseId,
    sequence: 2,
    table: 'events',
    what: 'its columns type and at do not repeat its bytes',
  };
  expect(await tongban('audit', 'verify')).toMatchObject({
    code: 1,
    stdout: expect.stringContaining(
      `: bad cases 1\nfirst bad entry: case ${caseId}, event 2, events: ${bad.what}\n`,
    ),
  });
  const { code, stdout } = await tongban('audit', 'verify', '--json', '--case', caseId);
  expect([code, JSON.parse(stdout)]).toEqual([1, expect.objectContaining({ cases: 1, firstBad: bad })]);
});

it('takes nothing in writing of a case that was erased', async () => {
  const scene = await open();
  const caseId = await submitted(scene, INPUTS.transfer);
  await acted(scene, { name: 'withdrawCase', caller: callers.applicant, caseId });
  await acted(scene, { name: 'rateCase', caller: callers.applicant, caseId, input: { grade: 1 } });
  await erased(scene, caseId);
  const answering = { name: 'answerCorrection', caller: callers.anhui, caseId } as const;

  expect(refusalOf(await act(scene, { ...answering, input: { answer: REASON } }))).toEqual([
    'NOT_FOUND',
    'What was written in this case has been erased',
  ]);
  await expect(erased(scene, 'nothing')).rejects.toMatchObject({ message: 'there is no case nothing' });
  expect((await runVerification(scene.settings, null, logger)).firstBad).toBeNull();
});
