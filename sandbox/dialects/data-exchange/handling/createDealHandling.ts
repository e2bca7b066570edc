import type { AnswerTwist } from '../../../AnswerTwist.ts';
import { findApplicant } from '../../../handling/findApplicant.ts';
import type { HandlingEntry } from '../../../handling/HandlingEntry.ts';
import type { RawAnswer, SandboxSite } from '../../../SandboxDialect.ts';
import type { World } from '../../../world/World.ts';
import type { WorldHolder } from '../../../world/WorldHolder.ts';
import type { ExchangeOptions } from '../ExchangeOptions.ts';
import { placeHabits } from '../PlaceHabits.ts';
import { type ExchangeNoted, writeExchangeAnswer } from '../writeExchangeAnswer.ts';
import { DEAL_SERVICES } from './dealServices.ts';
import { readDeal } from './readDeal.ts';
import { writeDeal } from './writeDeal.ts';

/** Answers a body of a call that was let through. */
type Handler = (body: unknown, world: World, twist: AnswerTwist) => RawAnswer;

/** 子错误代码 has two digits, 返回码 three. */
const SUB_CODE = /^\d\d$/;
/** What no table has. */
const UNKNOWN_SUB_CODE = '77';
const SUB_TEXTS: Readonly<Record<string, string>> = {
  '31': '数据插入失败',
  '32': '数据提交超时',
  '50': '流水写入失败',
};

/**
 * 办理 of one place: docs/dialects/data-exchange.md, section 8.
 *
 * @returns what answers a service; `null` for one that is not of handling, and where handling is not offered.
 */
export function createDealHandling(
  site: SandboxSite,
  { wrapper }: Pick<ExchangeOptions, 'wrapper'>,
): (service: string) => Handler | null {
  const { desk } = site;
  const habits = placeHabits(site.jurisdiction);

  const about = (entry: HandlingEntry, world: World, twist: AnswerTwist, noted: ExchangeNoted): RawAnswer => {
    const isStale = twist.kind === 'stale-schema';
    const { order, result } = entry;
    if (result.status === 'refused') {
      const row = {
        ywbh: habits.column(order.businessKey, 32),
        zcdm: isStale ? UNKNOWN_SUB_CODE : result.code,
        zcsm: habits.column(result.reason, 60),
      };
      return writeExchangeAnswer('300', twist, { ...noted, rows: [row] });
    }
    const holder = findApplicant(site, world, order.applicant.number) ?? strangerOf(order.applicant);
    const row = writeDeal(entry, { holder, habits, now: site.clock(), isStale });
    return writeExchangeAnswer('200', twist, { ...noted, rows: [row] });
  };

  return (service) => {
    const found = DEAL_SERVICES.get(service);
    if (desk === undefined || found === undefined) return null;
    return (body, world, twist) => {
      const read = readDeal(service, body);
      if (typeof read === 'string') return writeExchangeAnswer(read, twist, { operation: service });
      const noted = { operation: service, asked: [read.applicant.number], part: read.businessKey, wrapper };
      const fail = (code: string): RawAnswer => {
        if (!SUB_CODE.test(code)) return writeExchangeAnswer(code, twist, noted);
        const row = { ywbh: read.businessKey, zcdm: code, zcsm: SUB_TEXTS[code] ?? '其他原因不予办理' };
        return writeExchangeAnswer('300', twist, { ...noted, rows: [row] });
      };
      if (twist.kind === 'maintenance') return fail('308');
      if (twist.kind === 'error') return fail(twist.code ?? '300');
      const { code, entry, isDropped } = desk.take({ ...read, action: found.action });
      const answer =
        code !== null || entry === null ? fail(code ?? '300') : about(entry, world, twist, noted);
      return { ...answer, isDropped };
    };
  };
}

const strangerOf = ({ number, name }: { readonly number: string; readonly name: string }) =>
  ({ kind: /^\d{17}[\dX]$/.test(number) ? 'person' : 'company', number, name }) satisfies Pick<
    WorldHolder,
    'kind' | 'number' | 'name'
  >;
