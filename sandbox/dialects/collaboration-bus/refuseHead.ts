import type { BusOptions } from './BusOptions.ts';
import type { BusDocument } from './readDocument.ts';

const HEAD_FORMS = {
  BBH: /./,
  FSDWDM: /^\d{12}$/,
  FSDWMC: /./,
  JSDWDM: /^\d{12}$/,
  JSDWMC: /./,
  YWLB: /^\d{4}$/,
  BWBH: /^[0-9A-Za-z]{1,32}$/,
  FSSJ: /^\d{14}$/,
} as const;

/**
 * The code that refuses the head of a call to the bus; `null` for a head that is right but for its business class.
 *
 * @param collaborationForm - of YWXTBH.
 */
export function refuseHead(
  head: BusDocument['head'],
  { unitCode, busUnitCode }: Pick<BusOptions, 'unitCode' | 'busUnitCode'>,
  collaborationForm: RegExp,
): '-8' | '-4' | '-5' | null {
  const forms = Object.entries({ ...HEAD_FORMS, YWXTBH: collaborationForm });
  if (forms.some(([name, form]) => !form.test(head[name] ?? ''))) return '-8';
  if (head['FSDWDM'] !== unitCode) return '-4';
  return head['JSDWDM'] === busUnitCode ? null : '-5';
}
