import type { AnswerTwist } from '../../../AnswerTwist.ts';
import type { SandboxSite } from '../../../SandboxDialect.ts';
import type { World } from '../../../world/World.ts';
import type { CipherService, PlainRequest } from '../CipherService.ts';
import { innerSaid } from '../innerSaid.ts';
import { spacedTime } from '../spacedTime.ts';
import { readOrder } from './readOrder.ts';
import { writeEntry } from './writeEntry.ts';

/** What the business system says, and what is noted about the call. */
interface Handled {
  /** `rtnCode` may be an outer code where a switch says so. */
  readonly plain: { readonly rtnCode: string };
  readonly asked: readonly string[];
  readonly part?: string;
  readonly isDropped: boolean;
}

/** One service that handles, behind the gateway. */
export interface CipherHandler extends Pick<CipherService, 'outerSuccess'> {
  answer(plain: PlainRequest, world: World, twist: AnswerTwist): Handled;
}

const MOST_ENTRIES = 200;

/**
 * SBC301 to SBC303 of one site: docs/dialects/national-cipher.md, section 10.
 *
 * @returns what answers a service; `null` for another one, and where handling is not offered.
 */
export function createCipherHandling(site: SandboxSite): (service: string) => CipherHandler | null {
  const { desk, clock } = site;
  if (desk === undefined) return () => null;
  const dated = (code: string) => ({ ...innerSaid(code), dataTime: spacedTime(clock()) });

  const order =
    (isUndo: boolean): CipherHandler['answer'] =>
    (plain, world, twist) => {
      const read = readOrder(plain, isUndo);
      if (typeof read === 'string') return { plain: innerSaid(read), asked: [], isDropped: false };
      const { entry, code, isDropped } = desk.take(read);
      const noted = { asked: [read.applicant.number], part: read.businessKey, isDropped };
      if (code !== null || entry === null) return { ...noted, plain: innerSaid(code ?? '9999') };
      const result = writeEntry(entry, site, world, twist.kind === 'stale-schema');
      return { ...noted, plain: { ...dated('0000'), result } };
    };

  const query: CipherHandler['answer'] = ({ bizNo }, world, twist) => {
    if (typeof bizNo !== 'string' || !/^[0-9A-Z]{16,32}$/.test(bizNo))
      return { plain: innerSaid('3001'), asked: [], isDropped: false };
    const now = clock();
    const entries = desk.ledger.under(bizNo).filter(({ seenFrom }) => seenFrom <= now);
    const noted = { asked: [], part: bizNo, isDropped: false };
    if (entries.length === 0) return { ...noted, plain: dated('2002') };
    const list = entries
      .slice(0, MOST_ENTRIES)
      .map((entry) => writeEntry(entry, site, world, twist.kind === 'stale-schema'));
    return { ...noted, plain: { ...dated('0000'), list } };
  };

  const handlers: ReadonlyMap<string, CipherHandler> = new Map<string, CipherHandler>([
    ['SBC301', { outerSuccess: 200, answer: order(false) }],
    ['SBC302', { outerSuccess: 0, answer: query }],
    ['SBC303', { outerSuccess: 0, answer: order(true) }],
  ]);
  return (service) => handlers.get(service) ?? null;
}
