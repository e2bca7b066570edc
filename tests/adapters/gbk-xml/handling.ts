import { createHash } from 'node:crypto';
import type { StepPort } from '../../../adapters/steps/StepPort.ts';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { FORM_REMARK, stepRequest } from '../steps/stepRequest.ts';
import { FakeClock } from '../transport/FakeClock.ts';
import { startPlace } from './startPlace.ts';

export const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
const patient = new AbortController().signal;

/** The worked example, docs/dialects/gbk-xml.md, 10.7. */
export const example = stepRequest('freeze-pension-account', {
  businessKey: 'TB20260105000017S3',
  collaborationNumber: 'TB20260105000017',
  item: 'transfer-pension',
  acceptingDivision: parseDivisionCode('440900'),
  owningDivision: parseDivisionCode('430000'),
  form: { ...FORM_REMARK, letterNumber: '440900260105000009', empty: '\u3000' },
});

/** What an entry of the example says unless told otherwise. */
const ENTRY = {
  aac001: '4300000017',
  aac002: '10990119900307002X',
  aac003: '林小?',
  ywlsh: '43000020260105000033',
  ywbh: 'TB20260105000017S3',
  xtbh: 'TB20260105000017',
  bldm: 'ZY02',
  blzt: '1',
  bjsj: '',
  jjdm: '',
  jjyy: '',
};

/** One `row`, its attributes in the order of the specification, with outputs. */
export function row(
  change: Partial<typeof ENTRY> = {},
  outputs: Readonly<Record<string, string>> = {},
): string {
  const attributes = Object.entries({ ...ENTRY, ...change }).map(([name, value]) => ` ${name}="${value}"`);
  const jg = Object.entries(outputs).map(([xm, xz]) => `<jg xm="${xm}" xz="${xz}"/>`);
  return jg.length === 0 ? `<row${attributes.join('')}/>` : `<row${attributes.join('')}>${jg.join('')}</row>`;
}

/** The body of a success with these rows. */
export function bodyOf(rows: readonly string[], { zhs = rows.length, sjsj = '20260105093001' } = {}): string {
  const counts = `hs="${rows.length}" zhs="${zhs}"`;
  const content = rows.length === 0 ? `<rows ${counts}/>` : `<rows ${counts}>${rows.join('')}</rows>`;
  return `<body><sjsj>${sjsj}</sjsj>${content}</body>`;
}

type Script = Parameters<typeof startPlace>[0];

/** A system that takes orders, and how it is asked. */
export async function startSystem(script: Script, setting: Parameters<typeof startPlace>[1] = {}) {
  const clock = new FakeClock();
  const options = { handling: 'offered', ...setting.options };
  const place = await startPlace(script, { clock, ...setting, options });
  const step = place.step as StepPort;
  return {
    ...place,
    clock,
    step,
    submit: (request: StepRequest = example) => step.submit(request, patient),
    find: async (query: StepRequest = example) => step.find?.(query, patient),
  };
}
