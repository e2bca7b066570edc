import iconv from 'iconv-lite';
import type { AnswerTwist } from '../../AnswerTwist.ts';
import { formatBeijing } from '../../beijingTime.ts';
import type { RawAnswer, SandboxDialect } from '../../SandboxDialect.ts';
import { FUND_CENTRES } from '../../world/fundCentres.ts';
import { BATCH_INTERFACES } from './batchInterfaces.ts';
import { centreHabits } from './CentreHabits.ts';
import type { FundInterface } from './FundInterface.ts';
import { fundSiteOptions } from './FundSiteOptions.ts';
import { PERSON_INTERFACES } from './personInterfaces.ts';
import { refuseSignature } from './refuseSignature.ts';

const BASE_PATH = '/gjj';

/** HTTP status and text of every result code. */
const RESULTS: Readonly<Record<string, readonly [status: number, text: string]>> = {
  '0000': [200, '交易成功'],
  '1001': [401, '签名错误'],
  '1002': [401, '时间戳超出允许范围'],
  '1003': [401, '应用未登记'],
  '2001': [400, '报文格式错误'],
  '2002': [400, '超过批量或每页上限'],
  '2009': [404, '接口不存在'],
  '3001': [503, '系统繁忙'],
  '3002': [503, '系统维护'],
  '9999': [500, '系统异常'],
};

const INTERFACES: ReadonlyMap<string, FundInterface> = new Map(
  [...BATCH_INTERFACES, ...PERSON_INTERFACES].map((found) => [`${BASE_PATH}${found.path}`, found]),
);

/** Pinyin REST, spoken by housing fund centres: docs/dialects/pinyin-rest.md. */
export const pinyinRest: SandboxDialect = {
  name: 'pinyin-rest',
  basePath: BASE_PATH,

  createOptions: ({ jurisdiction, ordinal, derive }) => ({
    appId: `gjj-${jurisdiction}-${derive('app', 4).toString('hex')}`,
    appSecret: derive('secret', 24).toString('base64url'),
    ratioUnit: ordinal % 3 === 1 ? 'fraction' : 'percent',
  }),

  createSystem(site) {
    const options = fundSiteOptions.parse(site.options);
    const centreName = FUND_CENTRES.find(({ code }) => code === site.jurisdiction)?.name ?? '';
    const habits = centreHabits(site.jurisdiction, options.ratioUnit);

    return (request, world, twist) => {
      const called = INTERFACES.get(request.path.split('?')[0] ?? '');
      if (called === undefined) return answer('2009', twist);
      if (request.method !== 'POST') return { ...answer('2009', twist), status: 405 };
      const refusal = refuseSignature(request, options, site.clock());
      if (refusal !== null) return answer(refusal, twist);
      const query = called.read(readJson(request.body));
      if (typeof query === 'string') return answer(query, twist, { operation: called.path });
      const { asked, part } = query;
      const noted = { operation: called.path, asked, ...(part === undefined ? {} : { part }) };
      if (twist.kind === 'error') return answer(twist.code ?? '9999', twist, noted);
      if (twist.kind === 'maintenance') {
        const end = twist.until === null ? {} : { HFSJ: formatBeijing(twist.until) };
        return answer('3002', twist, { ...noted, content: end });
      }
      const files = asked.flatMap((number) => world.findHousingFundFile(site.jurisdiction, number) ?? []);
      const { beside, rows } = query.answer(files, habits);
      return answer('0000', twist, {
        ...noted,
        content: {
          JGMC: habits.column(centreName, 60),
          SJSJ: formatBeijing(world.dataTime(site.department, site.jurisdiction, site.clock())),
          ...beside,
          rows: twist.kind === 'stale-schema' ? rows.map((row) => aged(row, called)) : rows,
        },
      });
    };
  },
};

/** `undefined`, which no interface takes, for a body that is not JSON in UTF-8. */
function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

function aged(
  row: Readonly<Record<string, string>>,
  { newer, unknownCode }: FundInterface,
): Readonly<Record<string, string>> {
  const kept = Object.entries(row).filter(([field]) => !newer.includes(field));
  return {
    ...Object.fromEntries(kept),
    ...(unknownCode === null ? {} : { [unknownCode[0]]: unknownCode[1] }),
  };
}

interface Noted {
  readonly operation?: string;
  readonly asked?: readonly string[];
  readonly part?: string;
  readonly content?: Readonly<Record<string, unknown>>;
}

function answer(code: string, twist: AnswerTwist, noted: Noted = {}): RawAnswer {
  const [status, msg] = RESULTS[code] ?? [500, '系统异常'];
  const text = JSON.stringify({ code, msg, ...noted.content });
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: twist.kind === 'wrong-charset' ? iconv.encode(text, 'gb18030') : Buffer.from(text),
    operation: noted.operation ?? null,
    asked: noted.asked ?? [],
    ...(noted.part === undefined ? {} : { part: noted.part }),
  };
}
