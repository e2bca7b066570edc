import { busRequest, documentIn, textIn } from './busEnvelope.ts';
import type { RunningBus } from './startBus.ts';

/** What differs from an application that is right. */
interface Falsified {
  readonly code?: string;
  readonly messageNumber?: string;
  readonly head?: Readonly<Record<string, string>>;
  readonly data?: string;
  /** Changes the finished text. */
  readonly spoil?: (text: string) => string;
}

/** What the bus said to an application. */
export interface BusAck {
  readonly status: number;
  readonly text: string;
  /** Result code, of bare text too. */
  readonly code: string;
  readonly document: string;
}

export interface Application {
  readonly collaborationNumber: string;
  readonly ack: BusAck;
}

let made = 0;

/** Applies for the records of persons, `number` and `name` each, and takes the ack. */
export async function apply(
  { url, options }: Pick<RunningBus, 'url' | 'options'>,
  persons: readonly { readonly number: string; readonly name: string }[],
  falsified: Falsified = {},
): Promise<Application> {
  made++;
  const collaborationNumber = `99000000000120261122${String(made).padStart(8, '0')}`;
  const head = {
    BBH: '1.1',
    FSDWDM: String(options['unitCode']),
    FSDWMC: String(options['unitName']),
    JSDWDM: String(options['busUnitCode']),
    JSDWMC: String(options['busUnitName']),
    YWLB: '0101',
    YWXTBH: collaborationNumber,
    BWBH: falsified.messageNumber ?? `T${made}`,
    FSSJ: '20261122103000',
    ...falsified.head,
  };
  const heads = Object.entries(head).map(([name, value]) => `<${name}>${value}</${name}>`);
  const records = persons.map(({ number, name }, index) => {
    const [numberName, nameName] = number.startsWith('9') ? ['TYSHXYDM', 'DWMC'] : ['GMSFHM', 'XM'];
    const inner = `<${numberName}>${number}</${numberName}><${nameName}>${name}</${nameName}>`;
    return `<RECORD no="${index + 1}" kind="application">${inner}</RECORD>`;
  });
  const data = falsified.data ?? records.join('');
  const document = `<package><head>${heads.join('')}</head><data>${data}</data></package>`;
  const body = busRequest(falsified.code ?? String(options['registrationCode']), document);
  const response = await fetch(`${url}/service`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml;charset=UTF-8' },
    body: (falsified.spoil ?? String)(body),
  });
  const text = await response.text();
  const said = documentIn(text);
  const code = /^(-?\d+)\|/.exec(text)?.[1] ?? textIn(said, 'FHM');
  return { collaborationNumber, ack: { status: response.status, text, code, document: said } };
}
