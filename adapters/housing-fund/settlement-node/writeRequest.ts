import { encodeGb18030 } from '../../transport/encodeGb18030.ts';
import { formatBeijingTime } from '../../transport/formatBeijingTime.ts';
import { xmlText } from '../../transport/xmlText.ts';
import type { SettlementNodeOptions } from './options.ts';

/** A request to the hub, before it is sealed. */
export interface NodeRequest {
  /** 交易码. */
  readonly transaction: string;
  /** 客户号: the person asked about; empty for sign-in and files. */
  readonly customer: string;
  /** Elements of the body by name, in their order; values not escaped yet. A list is one element after another. */
  readonly body: Readonly<Record<string, string | readonly Readonly<Record<string, string>>[]>>;
}

/** What makes one sending of a request: 发送日期 and 发送时间 as epoch ms, and 发送流水号. */
export interface Sending {
  readonly at: number;
  /** 12 digits, unique per node and day. */
  readonly sequence: string;
}

/**
 * Writes a request in the reference form, in GB 18030.
 *
 * @throws {TongbanError} BAD_USER_INPUT for a value that XML or the charset cannot carry.
 * @see docs/dialects/settlement-node.md, 2
 */
export function writeRequest(
  { transaction, customer, body }: NodeRequest,
  { at, sequence }: Sending,
  { unit, nodeNumber, hubNode, operator }: SettlementNodeOptions,
): Buffer {
  const time = formatBeijingTime(at);
  const head = elements({
    fsrq: time.slice(0, 8),
    fssj: time.slice(8),
    fslsh: sequence,
    dwbh: unit,
    jdh: nodeNumber,
    jym: transaction,
    jsjdh: hubNode,
    khh: customer,
    czy: operator,
  });
  const inner = elements(body);
  const content = inner === '' ? '<body/>' : `<body>${inner}</body>`;
  return encodeGb18030(`<?xml version="1.0" encoding="GBK"?><msg><inhead>${head}</inhead>${content}</msg>`);
}

function elements(values: NodeRequest['body']): string {
  return Object.entries(values)
    .flatMap(([name, value]) => {
      const inner = typeof value === 'string' ? [text(value)] : value.map(elements);
      return inner.map((content) => `<${name}>${content}</${name}>`);
    })
    .join('');
}

/** The reference form leaves an apostrophe as it is. */
const text = (value: string): string => xmlText(value).replaceAll('&apos;', "'");
