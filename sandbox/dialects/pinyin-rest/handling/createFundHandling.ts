import { z } from 'zod';
import type { AnswerTwist } from '../../../AnswerTwist.ts';
import { formatBeijing } from '../../../beijingTime.ts';
import { findApplicant } from '../../../handling/findApplicant.ts';
import type { HandlingDesk } from '../../../handling/HandlingDesk.ts';
import type { HandlingEntry } from '../../../handling/HandlingEntry.ts';
import type { RawAnswer, SandboxSite } from '../../../SandboxDialect.ts';
import type { World } from '../../../world/World.ts';
import type { CentreHabits } from '../CentreHabits.ts';
import { writeFundAnswer } from '../writeFundAnswer.ts';
import { FUND_BUSINESSES } from './fundBusinesses.ts';
import { readSubmit } from './readSubmit.ts';
import { writeFundEntry } from './writeFundEntry.ts';

/** Answers a body of a call whose signature is right. */
type Handler = (body: unknown, world: World, twist: AnswerTwist) => RawAnswer;

interface Centre {
  readonly habits: CentreHabits;
  readonly centreName: string;
}

const SUBMIT = '/ywbl/submit';
const QUERY = '/ywbl/query';
const queryBody = z.object({
  DJLSH: z
    .string()
    .trim()
    .regex(/^[0-9A-Z]{16,32}$/),
});

/**
 * 办理 of one centre: docs/dialects/pinyin-rest.md, section 8.
 *
 * @returns what answers at a path below the `url` of the place; `null` for a path that is not of handling.
 */
export function createFundHandling(
  site: SandboxSite,
  { habits, centreName }: Centre,
): (path: string) => Handler | null {
  const { desk } = site;
  const about = (entry: HandlingEntry, world: World, twist: AnswerTwist) => {
    const { order, result } = entry;
    // Whoever gives another name than the one on file is not told the latter.
    const isStranger = result.status === 'refused' && result.code === 'B01';
    const found = isStranger ? null : findApplicant(site, world, order.applicant.number);
    const holder = found ?? order.applicant;
    const SJSJ = formatBeijing(site.clock());
    return { JGMC: habits.column(centreName, 60), SJSJ, ...writeFundEntry(entry, holder, habits, twist) };
  };
  const handlers: ReadonlyMap<string, (desk: HandlingDesk) => Handler> = new Map([
    [SUBMIT, (open) => submitter(open, about)],
    [QUERY, (open) => asker(open, about)],
  ]);

  return (path) => {
    const found = handlers.get(path);
    if (found === undefined) return null;
    if (desk === undefined)
      return (_body, _world, twist) => writeFundAnswer('2010', twist, { operation: path });
    return found(desk);
  };
}

type About = (entry: HandlingEntry, world: World, twist: AnswerTwist) => Readonly<Record<string, unknown>>;

const submitter =
  (desk: HandlingDesk, about: About): Handler =>
  (body, world, twist) => {
    const read = readSubmit(body);
    if (typeof read === 'string') return writeFundAnswer(read, twist, { operation: SUBMIT });
    const noted = { operation: SUBMIT, asked: [read.applicant.number], part: read.businessKey };
    const business = FUND_BUSINESSES.get(read.code);
    if (business === undefined) return writeFundAnswer('2011', twist, noted);
    const prevented = preventedBy(twist);
    if (prevented !== null) return writeFundAnswer(prevented, twist, noted);
    const { entry, code, isDropped } = desk.take({ ...read, action: business.action });
    const answer =
      code !== null || entry === null
        ? writeFundAnswer(code ?? '9999', twist, noted)
        : writeFundAnswer('0000', twist, { ...noted, content: about(entry, world, twist) });
    return { ...answer, isDropped };
  };

const asker =
  (desk: HandlingDesk, about: About): Handler =>
  (body, world, twist) => {
    const parsed = queryBody.safeParse(body);
    if (!parsed.success) return writeFundAnswer('2001', twist, { operation: QUERY });
    const { DJLSH } = parsed.data;
    const [entry] = desk.ledger.under(DJLSH);
    const noted = {
      operation: QUERY,
      asked: entry === undefined ? [] : [entry.order.applicant.number],
      part: DJLSH,
    };
    const prevented = preventedBy(twist);
    if (prevented !== null) return writeFundAnswer(prevented, twist, noted);
    if (entry === undefined) return writeFundAnswer('2004', twist, noted);
    return writeFundAnswer('0000', twist, { ...noted, content: about(entry, world, twist) });
  };

/** What a fault of the whole system says before anything is done. */
function preventedBy(twist: AnswerTwist): string | null {
  if (twist.kind === 'maintenance') return '3002';
  return twist.kind === 'error' ? (twist.code ?? '9999') : null;
}
