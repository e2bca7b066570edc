import type { AnswerTwist } from '../../../AnswerTwist.ts';
import { formatBeijing } from '../../../beijingTime.ts';
import { findApplicant } from '../../../handling/findApplicant.ts';
import type { HandlingEntry } from '../../../handling/HandlingEntry.ts';
import type { RawAnswer, SandboxSite } from '../../../SandboxDialect.ts';
import type { World } from '../../../world/World.ts';
import type { GbkXmlRequest } from '../readRequest.ts';
import type { RowStyle } from '../Transaction.ts';
import type { GbkXmlAnswer } from '../writeAnswer.ts';
import { INSURANCE_BUSINESSES } from './insuranceBusinesses.ts';
import { readOrder } from './readOrder.ts';
import { type WrittenEntry, writeEntry } from './writeEntry.ts';

/** What is said to a call, and noted about it. */
export interface HandlingReply {
  /** `code` is any text where a switch says so. */
  readonly said: Omit<GbkXmlAnswer, 'jydm' | 'lsh' | 'code'> & { readonly code: string };
  readonly noted: Pick<RawAnswer, 'operation' | 'asked' | 'part' | 'isDropped'>;
}

type Handler = (call: GbkXmlRequest, world: World, twist: AnswerTwist) => HandlingReply;

const MOST_ROWS = 200;

/**
 * SBJY11 and SBJY12 of one site: docs/dialects/gbk-xml.md, section 10.
 *
 * @returns what answers a transaction; `null` for another one, and where handling is not offered.
 */
export function createInsuranceHandling(
  site: SandboxSite,
  options: Omit<RowStyle, 'stale'>,
): (transaction: string) => Handler | null {
  const { desk, clock } = site;
  if (desk === undefined) return () => null;

  const found = (
    entries: readonly HandlingEntry[],
    world: World,
    twist: AnswerTwist,
  ): HandlingReply['said'] => {
    const style = { ...options, stale: twist.kind === 'stale-schema' };
    const rows = entries
      .slice(0, MOST_ROWS)
      .map((entry) => writeEntry(aboutEntry(entry, site, world), style));
    return { code: '0000', found: { rows, total: entries.length, dataTime: clock() } };
  };

  const submit: Handler = ({ text }, world, twist) => {
    const read = readOrder(text);
    const unread = { operation: 'SBJY11', asked: [] };
    if (typeof read === 'string') return { said: { code: read }, noted: unread };
    const noted = { operation: 'SBJY11', asked: [read.applicant.number], part: read.businessKey };
    const business = INSURANCE_BUSINESSES.get(read.code);
    if (business === undefined) return { said: { code: '2003' }, noted };
    const prevented = preventedBy(twist);
    if (prevented !== null) return { said: prevented, noted };
    const { code, entry, isDropped } = desk.take({ ...read, action: business.action });
    const said = code !== null || entry === null ? { code: code ?? '9999' } : found([entry], world, twist);
    return { said, noted: { ...noted, isDropped } };
  };

  const query: Handler = ({ body }, world, twist) => {
    const key = body['ywbh'] ?? '';
    const noted = { operation: 'SBJY12', asked: [], part: key };
    if (!/^[0-9A-Z]{16,32}$/.test(key)) return { said: { code: '2001' }, noted };
    const prevented = preventedBy(twist);
    if (prevented !== null) return { said: prevented, noted };
    const now = clock();
    return {
      said: found(
        desk.ledger.under(key).filter(({ seenFrom }) => seenFrom <= now),
        world,
        twist,
      ),
      noted,
    };
  };

  const handlers = new Map([
    ['SBJY11', submit],
    ['SBJY12', query],
  ]);
  return (transaction) => handlers.get(transaction) ?? null;
}

/** Number and name as asked for somebody who is not on file. */
function aboutEntry(entry: HandlingEntry, site: SandboxSite, world: World): WrittenEntry {
  const { applicant } = entry.order;
  const isStranger = entry.result.status === 'refused' && entry.result.code === 'J01';
  const holder = isStranger ? null : findApplicant(site, world, applicant.number);
  const { number, name } = holder ?? applicant;
  const file = holder === null ? null : world.findSocialInsuranceFile(site.jurisdiction, applicant.number);
  return { entry, personalNumber: file?.personalNumber ?? '', number, name };
}

/** What a fault of the whole system says before anything is done. */
function preventedBy(twist: AnswerTwist): HandlingReply['said'] | null {
  if (twist.kind === 'error') return { code: twist.code ?? '9999' };
  if (twist.kind !== 'maintenance') return null;
  return { code: '9000', remark: twist.until === null ? '' : `,预计恢复时间${formatBeijing(twist.until)}` };
}
