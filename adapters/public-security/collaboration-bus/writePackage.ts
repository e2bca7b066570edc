import { elementText } from '../../transport/elementText.ts';
import { formatBeijingTime } from '../../transport/formatBeijingTime.ts';
import type { CollaborationBusOptions } from './options.ts';

/** 报文头 of what we send; an element that an ack cannot repeat is empty. */
export interface OwnHead {
  /** 业务类别. */
  readonly businessClass: string;
  /** 业务协同编号. */
  readonly collaborationNumber: string;
  /** 报文编号. */
  readonly messageNumber: string;
  /** Epoch ms. */
  readonly at: number;
  /** 返回码, in acks. */
  readonly code?: string;
  /** 返回信息, in acks. */
  readonly message?: string;
}

/** An element with its text, or with elements of its own and, where the tables want it, their number. */
export type OwnElement = readonly [name: string, content: string | readonly OwnElement[], count?: number];

/** One RECORD; elements in the order of the tables. */
export interface OwnRecord {
  readonly no: number;
  readonly kind: 'application' | 'refusal';
  readonly elements: readonly OwnElement[];
}

type Units = Pick<CollaborationBusOptions, 'unitCode' | 'unitName' | 'busUnitCode' | 'busUnitName'>;

/**
 * Writes a document in the reference form, from us to the bus.
 *
 * @see docs/dialects/collaboration-bus.md, 2 and 3
 */
export function writePackage(units: Units, head: OwnHead, records: readonly OwnRecord[]): string {
  const data = element('data', records.map(writeRecord).join(''));
  return `<?xml version="1.0" encoding="UTF-8"?><package>${writeHead(units, head)}${data}</package>`;
}

function writeHead(units: Units, head: OwnHead): string {
  const elements = [
    leaf('BBH', '1.1'),
    leaf('FSDWDM', units.unitCode),
    leaf('FSDWMC', units.unitName),
    leaf('JSDWDM', units.busUnitCode),
    leaf('JSDWMC', units.busUnitName),
    leaf('YWLB', head.businessClass),
    leaf('YWXTBH', head.collaborationNumber),
    leaf('BWBH', head.messageNumber),
    leaf('FSSJ', formatBeijingTime(head.at)),
    ...(head.code === undefined ? [] : [leaf('FHM', head.code)]),
    ...(head.message === undefined ? [] : [leaf('FHXX', head.message)]),
  ];
  return element('head', elements.join(''));
}

function writeRecord({ no, kind, elements }: OwnRecord): string {
  const content = elements.map(writeElement).join('');
  return `<RECORD no="${no}" kind="${kind}">${content}</RECORD>`;
}

function writeElement([name, content, count]: OwnElement): string {
  const written = typeof content === 'string' ? elementText(content) : content.map(writeElement).join('');
  return element(name, written, count === undefined ? '' : ` count="${count}"`);
}

function leaf(name: string, value: string): string {
  return element(name, elementText(value));
}

function element(name: string, content: string, attributes = ''): string {
  return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
}
