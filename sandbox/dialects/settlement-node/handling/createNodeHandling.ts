import type { AnswerTwist } from '../../../AnswerTwist.ts';
import { formatBeijing } from '../../../beijingTime.ts';
import type { HandlingDesk } from '../../../handling/HandlingDesk.ts';
import type { HandlingEntry } from '../../../handling/HandlingEntry.ts';
import type { SwitchesOn } from '../../../handling/SwitchBoard.ts';
import type { Push } from '../../../pushes/Push.ts';
import type { World } from '../../../world/World.ts';
import type { Hub } from '../Hub.ts';
import type { HubReply } from '../HubReply.ts';
import type { NodeHead } from '../NodeHead.ts';
import { writeFields } from '../nodeXml.ts';
import type { NodeMessageText } from '../readNodeMessage.ts';
import { type Centre, createResultPush } from './createResultPush.ts';
import { entryFields, type ShownEntry } from './entryFields.ts';
import { readOrder } from './readOrder.ts';

interface Moment {
  readonly now: number;
  readonly world: World;
  readonly twist: AnswerTwist;
}

type Handler = (head: NodeHead, message: NodeMessageText, moment: Moment) => HubReply;

const MOST_ROWS = 200;
const AT_ONCE = { isEarly: false, copies: 1 } as const;

/**
 * GJJB01 to GJJB03 of one hub: docs/dialects/settlement-node.md, section 12.
 *
 * @param hasCallback - whether the hub knows at this moment where to call its partner.
 * @returns what answers a transaction; `null` for another one, and where handling is not offered.
 */
export function createNodeHandling(
  hub: Hub,
  centre: Centre,
  hasCallback: () => boolean,
): (transaction: string) => Handler | null {
  const { site } = hub;
  const { desk } = site;
  if (desk === undefined) return () => null;
  desk.tell = (entry) => [createResultPush(hub, centre, [entry], AT_ONCE)];
  const planLater = createLaterPlan(hub, centre, hasCallback);

  const bodyOf = (entries: readonly ShownEntry[], { now, world, twist }: Moment): string => {
    const style = { site, style: centre.style, world, isStale: twist.kind === 'stale-schema' };
    const rows = entries.slice(0, MOST_ROWS).map((entry) => {
      const { plain, outputs } = entryFields(entry, style);
      const written = outputs.map(([XMC, XMZ]) => `<JG>${writeFields(Object.entries({ XMC, XMZ }))}</JG>`);
      return `<row>${writeFields(plain)}${written.join('')}</row>`;
    });
    const source = writeFields([
      ['JGMC', centre.style.column(centre.centreName, 60)],
      ['SJSJ', formatBeijing(now)],
    ]);
    return `${source}<rows hs="${rows.length}">${rows.join('')}</rows>`;
  };

  const order =
    (isUndo: boolean): Handler =>
    ({ khh }, { tree }, moment) => {
      const read = readOrder(tree, khh, isUndo);
      if (typeof read === 'string') return { code: read };
      const noted = { asked: [read.applicant.number], part: read.businessKey };
      const inWork = isUndo ? pendingFor(desk, read) : null;
      const { entry, code, isDropped, switches } = desk.take(read);
      if (entry === null) return { ...noted, code: code ?? '9999', isDropped };
      const undone = inWork?.result.status === 'taken-back' ? [inWork] : [];
      const later = isUndo ? null : planLater(entry, switches, moment.twist);
      const pushes =
        later?.pushes ?? (undone.length > 0 ? [createResultPush(hub, centre, undone, AT_ONCE)] : []);
      if (code !== null) return { ...noted, code, isDropped, pushes };
      const shown: ShownEntry = later === null ? entry : { ...entry, result: { status: 'pending' } };
      return { ...noted, code: codeOf(shown), body: bodyOf([shown], moment), isDropped, pushes };
    };

  const query: Handler = ({ khh }, { body }, moment) => {
    const key = body['YWBH'] ?? '';
    if (khh !== '' || !/^[0-9A-Z]{16,32}$/.test(key)) return { code: '2004' };
    const found = desk.ledger.under(key).filter(({ seenFrom }) => seenFrom <= moment.now);
    return { code: '0000', body: bodyOf(found, moment), part: key };
  };

  const handlers = new Map([
    ['GJJB01', order(false)],
    ['GJJB02', query],
    ['GJJB03', order(true)],
  ]);
  return (transaction) => handlers.get(transaction) ?? null;
}

/** What an order would take back, if that is still in work. */
function pendingFor({ ledger }: HandlingDesk, order: HandlingEntry['order']): HandlingEntry | null {
  const found = ledger.findUndone(order);
  return found?.result.status === 'pending' ? found : null;
}

function codeOf({ result }: ShownEntry): string {
  if (result.status === 'refused') return result.code;
  return result.status === 'pending' ? '0001' : '0000';
}

/**
 * Whether an answer is put off, although the work is done: by a switch, or because an unruly hub puts off whatever it can.
 *
 * @returns for an entry the messages that tell of it; `null` when it is answered at once.
 */
function createLaterPlan(hub: Hub, centre: Centre, hasCallback: () => boolean) {
  let orders = 0;
  /** Told in the file of the next one. */
  let carried: readonly ShownEntry[] = [];

  return (
    entry: HandlingEntry,
    { feedback }: SwitchesOn,
    twist: AnswerTwist,
  ): { readonly pushes: readonly Push[] } | null => {
    const isUnruly = twist.kind === 'unruly-pushes' && hasCallback();
    if (entry.result.status === 'pending' || (feedback === undefined && !isUnruly)) return null;
    const { timing, copies, repeats, delayMs } = feedback ?? {
      timing: orders++ % 2 === 0 ? ('early' as const) : ('after' as const),
      copies: 2,
      repeats: 1,
      delayMs: 0,
    };
    if (timing === 'never') return { pushes: [] };
    const { order, serial, result } = entry;
    const due = [{ order, serial, result }, ...carried];
    carried = timing === 'after-next' ? due : [];
    if (timing === 'after-next') return { pushes: [] };
    const sending = { isEarly: timing === 'early', copies, delayMs };
    const pushes = Array.from({ length: 1 + repeats }, () => createResultPush(hub, centre, due, sending));
    return { pushes };
  };
}
