import { createHash } from 'node:crypto';
import type { StepPort } from '../../../adapters/steps/StepPort.ts';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import { parseCitizenNumber } from '../../../domain/citizenNumber.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { FORM_REMARK, lin, stepRequest } from '../steps/stepRequest.ts';
import { busAnswer, busCall, busDocument, readApplication, readOwnAck } from './busWords.ts';
import { startBus } from './startBus.ts';

export const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');
const patient = new AbortController().signal;

/** The worked example, docs/dialects/collaboration-bus.md, 13.8. */
export const example = stepRequest('move-out', {
  businessKey: 'TB20261122000023S2',
  collaborationNumber: 'TB20261122000023',
  item: 'move-hukou',
  acceptingDivision: parseDivisionCode('430700'),
  owningDivision: parseDivisionCode('510100'),
  parties: [
    { role: 'APPLICANT', identity: lin },
    {
      role: 'SPOUSE',
      identity: { kind: 'NATURAL_PERSON', number: parseCitizenNumber('109901199003070011'), name: 'A&B·丙' },
    },
  ],
  form: { ...FORM_REMARK, permitNumber: 'ZQ430700261122000007', empty: ' ' },
});

interface AckWords {
  readonly code: string;
  readonly message?: string;
  /** Elements of the head that take the place of those of our call. */
  readonly instead?: Readonly<Record<string, string>>;
  readonly more?: string;
}

/** An ack of the bus to a call of ours, whatever its class. */
export function ackOf(call: Buffer, words: AckWords, ...records: readonly string[]) {
  const { collaborationNumber, messageNumber } = readApplication(call);
  const operation = /&lt;YWLB&gt;(\d+)/.exec(call.toString('utf8'))?.[1] ?? '';
  const { code, message = '某话', more = '', instead = {} } = words;
  const head = {
    operation,
    collaborationNumber,
    messageNumber,
    instead,
    more: `<FHM>${code}</FHM><FHXX>${message}</FHXX>${more}`,
  };
  return { body: busAnswer(busDocument(head, ...records)) };
}

export const refusal = (code: string, no = 1) =>
  `<RECORD no="${no}" kind="refusal"><FHM>${code}</FHM><FHXX>某话</FHXX></RECORD>`;

/** A RECORD that answers a step; `''` leaves an element out. */
export function stepRecord(change: Readonly<Record<string, string>> = {}, no = 1): string {
  const elements = {
    YWBLH: example.businessKey,
    YWDM: 'QC',
    GMSFHM: lin.number,
    XM: lin.name,
    BLJG: '1',
    XTLSH: '51010020261124000033',
    BJSJ: '20261122103000',
    ...change,
  };
  const written = Object.entries(elements)
    .map(([name, value]) => (value === '' ? '' : `<${name}>${value}</${name}>`))
    .join('');
  return `<RECORD no="${no}" kind="feedback">${written}</RECORD>`;
}

/** 结果 of a RECORD, to be put at its end. */
export function withOutputs(
  record: string,
  outputs: Readonly<Record<string, string>>,
  count?: number,
): string {
  const written = Object.entries(outputs).map(
    ([name, value]) => `<JG><XMC>${name}</XMC><XMZ>${value}</XMZ></JG>`,
  );
  return record.replace(
    '</RECORD>',
    `<JGXX count="${count ?? written.length}">${written.join('')}</JGXX></RECORD>`,
  );
}

/** Number and name of a company in place of those of a person. */
export const ofCompany = ({ number, name }: HolderIdentity) => ({
  GMSFHM: '',
  XM: '',
  TYSHXYDM: number,
  DWMC: name,
});

type Script = Parameters<typeof startBus>[0];

/** A bus that takes applications of handling, and how it is asked. */
export async function startHandlingBus(script: Script, setting: Parameters<typeof startBus>[1] = {}) {
  const options = { handling: 'offered', ...setting.options };
  const bus = await startBus(script, { ...setting, options });
  const step = bus.step as StepPort;
  return { ...bus, step, submit: (request: StepRequest = example) => step.submit(request, patient) };
}

export const CERTIFICATE = { QYZBH: 'QY510100261124000005' };
/** The RECORD that says that the example is done. */
export const done = withOutputs(stepRecord(), CERTIFICATE);

/** Head of a feedback of handling about the case of the example. */
export const feedbackHead = (messageNumber: string, operation = '0202') => ({
  operation,
  collaborationNumber: example.collaborationNumber,
  messageNumber,
});

/** Has the bus call us, and reads our ack. */
export async function sendFeedback(
  bus: { readonly call: (body: string) => Promise<{ readonly text: string }> },
  ...document: Parameters<typeof busDocument>
) {
  return readOwnAck((await bus.call(busCall(busDocument(...document)))).text);
}

/** A bus to which we have applied for this, and which has acknowledged it. */
export async function appliedBus(request = example, setting: Parameters<typeof startBus>[1] = {}) {
  const bus = await startHandlingBus(({ body }) => ackOf(body, { code: '1' }), setting);
  await bus.submit(request);
  return bus;
}
