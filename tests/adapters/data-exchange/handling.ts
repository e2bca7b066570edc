import { createHash } from 'node:crypto';
import type { StepPort } from '../../../adapters/steps/StepPort.ts';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import { parseCitizenNumber } from '../../../domain/citizenNumber.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { FORM_REMARK, lin, stepRequest } from '../steps/stepRequest.ts';
import { startPlace } from './startPlace.ts';

export const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');
const patient = new AbortController().signal;

/** The worked example, docs/dialects/data-exchange.md, 8.7. */
export const example = stepRequest('register-move-in', {
  businessKey: 'TB20261122000023S4',
  collaborationNumber: 'TB20261122000023',
  item: 'move-hukou',
  acceptingDivision: parseDivisionCode('430700'),
  owningDivision: parseDivisionCode('430700'),
  parties: [
    { role: 'APPLICANT', identity: lin },
    {
      role: 'SPOUSE',
      identity: { kind: 'NATURAL_PERSON', number: parseCitizenNumber('109901199003070011'), name: 'A&B·丙' },
    },
  ],
  form: { ...FORM_REMARK, certificateNumber: 'ZQ510100261122000007', empty: '' },
});

/** The answers of the worked example, byte for byte. */
export const DONE =
  '{"code":"200","message":"成功","data":[{"gmsfhm":"10990119900307002X","xm":"林小\u{2CB69}","sjgxsj":"20261122103001","ywbh":"TB20261122000023S4","xtbh":"TB20261122000023","lsh":"43070020261122000051","bjsj":"20261122103001","jg":[{"zdm":"hh","zdz":"430712345"}]}]}';
export const REFUSED =
  '{"code":"300","message":"失败","data":[{"ywbh":"TB20261122000023S4","zcdm":"50","zcsm":"准迁证已失效"}]}';

/** The row of a step that is done. */
export const row = (keys: object = {}) => ({
  gmsfhm: lin.number,
  xm: lin.name,
  sjgxsj: '20261122103001',
  ywbh: example.businessKey,
  xtbh: example.collaborationNumber,
  lsh: '43070020261122000051',
  bjsj: '20261122103001',
  jg: [{ zdm: 'hh', zdz: '430712345' }],
  ...keys,
});
export const done = (...rows: readonly object[]) => ({ code: '200', message: '成功', data: rows });
export const failed = (zcdm: string, keys: object = {}) => ({
  code: '300',
  message: '失败',
  data: [{ ywbh: example.businessKey, zcdm, zcsm: '某原因  ', ...keys }],
});

type Script = Parameters<typeof startPlace>[0];

/** A system that takes steps, and how it is asked. */
export async function startSystem(script: Script, setting: Parameters<typeof startPlace>[1] = {}) {
  const place = await startPlace(script, {
    ...setting,
    options: { handling: 'offered', ...setting.options },
  });
  const step = place.step as StepPort;
  return { ...place, step, submit: (request: StepRequest = example) => step.submit(request, patient) };
}
