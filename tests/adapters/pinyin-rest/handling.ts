import { createHash } from 'node:crypto';
import type { StepPort } from '../../../adapters/steps/StepPort.ts';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import { FORM_REMARK, lin, stepRequest } from '../steps/stepRequest.ts';
import { NOW, signal } from './rows.ts';
import { startPlace } from './startPlace.ts';

export const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');

/** The worked example, docs/dialects/pinyin-rest.md, 8.7. */
export const example = stepRequest('review-transfer-account', {
  form: { ...FORM_REMARK, letterNumber: '430700261122000009', empty: '  ' },
});

/** The answer of the worked example, byte for byte. */
export const IN_WORK =
  '{"code":"0000","msg":"交易成功","JGMC":"示例市住房公积金管理中心","SJSJ":"20261122103001","DJLSH":"TB20261122000017S2","XTBH":"TB20261122000017","YWDM":"7103","ZJHM":"10990119900307002X","MC":"林小\u{2CB69}","YWLSH":"51010020261122000033","BLZT":"02","BJSJ":"","JJDM":"","JJYY":"","rows":[]}';
export const DONE = IN_WORK.replace('20261122103001', '20261124090000')
  .replace('"BLZT":"02","BJSJ":""', '"BLZT":"01","BJSJ":"20261124085512"')
  .replace('"rows":[]', '"rows":[{"XMC":"ZYJE","XMZ":"40217.36"},{"XMC":"GRZH","XMZ":"510100004417"}]');

/** An answer about the applicant of the example. */
export const answer = (keys: object) => ({
  code: '0000',
  msg: '交易成功',
  JGMC: '示例市住房公积金管理中心',
  SJSJ: '20261122103001',
  DJLSH: 'TB20261122000017S2',
  XTBH: 'TB20261122000017',
  YWDM: '7103',
  ZJHM: lin.number,
  MC: lin.name,
  YWLSH: '51010020261122000033',
  BLZT: '01',
  BJSJ: '20261122103001',
  JJDM: '',
  JJYY: '',
  rows: [],
  ...keys,
});

type Script = Parameters<typeof startPlace>[0];

/** A centre that takes steps, and how it is asked. */
export async function startCentre(script: Script) {
  const place = await startPlace(script, { options: { handling: 'offered' }, now: () => NOW });
  const step = place.step as StepPort;
  return {
    ...place,
    step,
    submit: (request: StepRequest = example) => step.submit(request, signal()),
    find: async (query: StepRequest = example) => step.find?.(query, signal()),
  };
}
