import type { AnswerTwist } from '../../AnswerTwist.ts';
import { formatBeijing } from '../../beijingTime.ts';
import { FUND_CENTRES } from '../../world/fundCentres.ts';
import type { World } from '../../world/World.ts';
import { BATCH_TRANSACTIONS, readBatch } from './batchTransactions.ts';
import { createBatchPushes } from './createBatchPushes.ts';
import { failureOf } from './failureOf.ts';
import { packFile } from './fileField.ts';
import type { Hub } from './Hub.ts';
import type { HubReply } from './HubReply.ts';
import { hubStyle } from './HubStyle.ts';
import { createNodeHandling } from './handling/createNodeHandling.ts';
import { isRegistered, isTimely, type NodeHead, nodeHead } from './NodeHead.ts';
import { type Fields, writeFields } from './nodeXml.ts';
import { PERSON_TRANSACTIONS } from './personTransactions.ts';
import { readNodeMessage } from './readNodeMessage.ts';
import type { ReturnCode } from './returnTexts.ts';

/** What a request meets. */
interface Moment {
  readonly now: number;
  /** 中心流水号 of the answer. */
  readonly sequence: string;
  readonly world: World;
  readonly twist: AnswerTwist;
}

type Body = Readonly<Record<string, string>>;

const NOTHING_DELIVERED: Fields = [
  ['JGMC', ''],
  ['SJSJ', ''],
  ['PCBS', ''],
  ['PCWJ', ''],
];

/** The business of a hub: everything that comes under a session key, already decrypted. */
export function createBusiness(
  hub: Hub,
  hasCallback: () => boolean,
): (plain: Buffer, moment: Moment) => HubReply {
  const { site, options, isNew } = hub;
  const style = hubStyle(site.jurisdiction, options);
  const centreName = FUND_CENTRES.find(({ code }) => code === site.jurisdiction)?.name ?? '';
  const pushOf = createBatchPushes(hub);
  const handling = createNodeHandling(hub, { style, centreName }, hasCallback);

  const source = ({ now, world }: Pick<Moment, 'now' | 'world'>): Fields => [
    ['JGMC', style.column(centreName, 60)],
    ['SJSJ', formatBeijing(world.dataTime(site.department, site.jurisdiction, now))],
  ];

  const readPerson = ({ jym, khh }: NodeHead, body: Body, moment: Moment): HubReply => {
    const number = khh.toUpperCase();
    const query = PERSON_TRANSACTIONS.get(jym)?.read(body) ?? '2003';
    if (!/^\d{17}[\dX]$/.test(number)) return { code: '2004', operation: jym };
    if (typeof query === 'string') return { code: query, operation: jym, asked: [number] };
    const { part } = query;
    const file = moment.world.findHousingFundFile(site.jurisdiction, number);
    const found =
      file === null
        ? { beside: query.unknown, rows: [] }
        : query.answer(file, style, moment.twist.kind === 'stale-schema');
    const who: Fields = [
      ['ZJHM', file === null ? '' : style.personNumber(file.holder.number)],
      ['XINGMING', file === null ? '' : style.column(file.holder.name, 60)],
    ];
    const rows = found.rows.map((row) => `<row>${writeFields(row)}</row>`).join('');
    return {
      code: '0000',
      body: `${writeFields([...source(moment), ...who, ...found.beside])}<rows hs="${found.rows.length}">${rows}</rows>`,
      operation: jym,
      asked: [number],
      ...(part === undefined ? {} : { part }),
    };
  };

  /** What stands in the answer file at the moment when it is sent. */
  const fileOf = (jym: string, asked: readonly string[], moment: Pick<Moment, 'now' | 'world' | 'twist'>) => {
    const { world, twist } = moment;
    const lines = BATCH_TRANSACTIONS.get(jym)?.(asked, {
      style,
      isStale: twist.kind === 'stale-schema',
      lineCode: lineCodeOf(twist),
      find: (number) => world.findHousingFundFile(site.jurisdiction, number),
    });
    const file = lines ?? [];
    return writeFields([
      ...source(moment),
      ['PCBS', String(file.length)],
      ['PCWJ', packFile(file, twist.kind === 'wrong-charset' ? 'utf8' : 'gb18030')],
    ]);
  };

  const answerFile = (head: NodeHead, body: Body, { now, sequence, world, twist }: Moment): HubReply => {
    const operation = head.jym;
    const asked = readBatch(body, options.batchLimit);
    if (typeof asked === 'string') return { code: asked, operation };
    const isUnruly = twist.kind === 'unruly-pushes';
    // A hub that is not itself puts off whatever it can.
    if (asked.length <= options.syncLimit && !(isUnruly && hasCallback())) {
      return { code: '0000', body: fileOf(operation, asked, { now, world, twist }), operation, asked };
    }
    if (!hasCallback()) return { code: '2007', operation, asked };
    const batch = `${formatBeijing(now).slice(4, 8)}${sequence}`;
    const push = pushOf({
      head,
      batch,
      now,
      isUnruly,
      result: (worldThen, twistThen) =>
        later(twistThen, () =>
          fileOf(operation, asked, { now: site.clock(), world: worldThen, twist: twistThen }),
        ),
    });
    return { code: '0001', body: writeFields([['PCH', batch]]), operation, asked, pushes: [push] };
  };

  return (plain, moment) => {
    const message = readNodeMessage(plain);
    const read = nodeHead.safeParse(message?.head);
    if (message === null || !read.success || read.data.jdh !== options.nodeNumber) return { code: '2001' };
    const head = read.data;
    const handle = handling(head.jym);
    if (!isRegistered(head, options)) return { code: '1004' };
    if (!isTimely(head, moment.now)) return { code: '1003' };
    if (!isNew(head.fsrq, head.fslsh)) return { code: '2002' };
    const isBatch = BATCH_TRANSACTIONS.has(head.jym);
    if (!isBatch && !PERSON_TRANSACTIONS.has(head.jym) && handle === null) return { code: '2003' };
    const failure = failureOf(moment.twist);
    if (failure !== null && !(isBatch && lineCodeOf(moment.twist) !== null)) {
      // The code of a single line says nothing about a whole request.
      const code = failure.code.startsWith('3') ? '9999' : failure.code;
      return { ...failure, code, operation: head.jym };
    }
    if (handle !== null) return { ...handle(head, message, moment), operation: head.jym };
    return isBatch ? answerFile(head, message.body, moment) : readPerson(head, message.body, moment);
  };
}

function lineCodeOf(twist: AnswerTwist): '3001' | '3003' | null {
  if (twist.kind !== 'error') return null;
  return twist.code === '3001' || twist.code === '3003' ? twist.code : null;
}

/** The result of a whole batch; a hub under maintenance tells nothing. */
function later(
  twist: AnswerTwist,
  deliver: () => string,
): { readonly code: ReturnCode; readonly body: string } | null {
  const failure = lineCodeOf(twist) === null ? failureOf(twist) : null;
  if (failure === null) return { code: '0000', body: deliver() };
  if (failure.code === '9002') return null;
  return { code: failure.code, body: writeFields(NOTHING_DELIVERED) };
}
