import iconv from 'iconv-lite';
import { z } from 'zod';
import type { AnswerTwist } from '../../AnswerTwist.ts';
import { formatBeijing } from '../../beijingTime.ts';
import type { RawAnswer, SandboxDialect } from '../../SandboxDialect.ts';
import { createCallVerifier } from './createCallVerifier.ts';
import { createIndexCatalogue } from './createIndexCatalogue.ts';
import { createSecurityCatalogue } from './createSecurityCatalogue.ts';
import { type ExchangeOptions, exchangeOptions } from './ExchangeOptions.ts';

const BASE_PATH = '/exchange';

const MESSAGES: Readonly<Record<string, string>> = {
  '200': '成功',
  '300': '失败',
  '301': '签名错误',
  '302': '时间戳超出允许范围',
  '303': '重复请求',
  '304': '请求方未登记',
  '305': '服务不存在或未授权',
  '306': '请求报文格式错误',
  '307': '超过批量上限',
  '308': '系统维护中',
  '309': '访问过于频繁',
};

const SIGN_SCHEMES = exchangeOptions.shape.signScheme.options;
/** Two places have a smaller limit than the others. */
const SMALL_BATCH = 20;

const requestBody = z.object({
  items: z
    .array(
      z.union([z.object({ gmsfhm: z.string().length(18) }), z.object({ tyshxydm: z.string().length(18) })]),
    )
    .min(1),
});

/**
 * Data exchange (数据交换), spoken by public security (docs/dialects/data-exchange.md) and by the national record index
 * (docs/dialects/record-index.md).
 */
export const dataExchange: SandboxDialect = {
  name: 'data-exchange',
  basePath: BASE_PATH,

  createOptions: ({ jurisdiction, ordinal, derive }) => ({
    requesterId: `tb-${jurisdiction}-${derive('requester', 4).toString('hex')}`,
    secret: derive('secret', 24).toString('base64url'),
    signScheme: SIGN_SCHEMES[ordinal % SIGN_SCHEMES.length] ?? 'hmac-sha256',
    wrapper: ordinal % 4 === 1 ? 'json-string' : 'plain',
    batchLimit: ordinal % 15 === 4 ? SMALL_BATCH : 50,
  }),

  createSystem(site) {
    const options = exchangeOptions.parse(site.options);
    const verify = createCallVerifier(options, site.clock);
    const catalogue =
      site.department === 'record-index' ? createIndexCatalogue(site) : createSecurityCatalogue(site);

    return (request, world, twist) => {
      if (request.path.split('?')[0] !== `${BASE_PATH}/invoke`) return bare(404);
      if (request.method !== 'POST') return bare(405);
      const call = verify(request);
      if ('refusal' in call) return answer(call.refusal, twist);
      const { service } = call;
      if (!catalogue.knows(service)) return answer('305', twist);
      const asked = readNumbers(request.body);
      if (asked === null) return answer('306', twist, { operation: service });
      const noted = { operation: service, asked };
      if (asked.length > options.batchLimit) return answer('307', twist, noted);
      if (twist.kind === 'error') return answer(twist.code ?? '300', twist, noted);
      if (twist.kind === 'maintenance') return answer('308', twist, { ...noted, until: twist.until });
      const rows = catalogue.find({ service, world, asked, stale: twist.kind === 'stale-schema' });
      return answer('200', twist, { ...noted, rows, wrapper: options.wrapper });
    };
  },
};

/** Numbers in canonical spelling, each once; `null` for a body that is not a request. */
function readNumbers(body: Buffer): readonly string[] | null {
  try {
    const { items } = requestBody.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)));
    const numbers = items.map((item) => ('gmsfhm' in item ? item.gmsfhm : item.tyshxydm).toUpperCase());
    return [...new Set(numbers)];
  } catch {
    return null;
  }
}

interface Noted {
  readonly operation?: string;
  readonly asked?: readonly string[];
  readonly rows?: readonly unknown[];
  readonly wrapper?: ExchangeOptions['wrapper'];
  readonly until?: number | null;
}

/** HTTP says 200 whatever happened. */
function answer(code: string, twist: AnswerTwist, noted: Noted = {}): RawAnswer {
  const { rows = null, wrapper = 'plain', until = null } = noted;
  const text = JSON.stringify({
    code,
    message: MESSAGES[code] ?? '失败',
    ...(until === null ? {} : { hfsj: formatBeijing(until) }),
    data: wrapper === 'json-string' && rows !== null ? JSON.stringify(rows) : rows,
  });
  return {
    status: 200,
    headers: { 'content-type': 'application/json;charset=UTF-8' },
    body: twist.kind === 'wrong-charset' ? iconv.encode(text, 'gb18030') : Buffer.from(text),
    operation: noted.operation ?? null,
    asked: noted.asked ?? [],
  };
}

const bare = (status: number): RawAnswer => ({
  status,
  headers: {},
  body: Buffer.alloc(0),
  operation: null,
  asked: [],
});
