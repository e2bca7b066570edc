import { z } from 'zod';
import type { RawAnswer, SandboxDialect } from '../../SandboxDialect.ts';
import { createCallVerifier } from './createCallVerifier.ts';
import { createIndexCatalogue } from './createIndexCatalogue.ts';
import { createSecurityCatalogue } from './createSecurityCatalogue.ts';
import { exchangeOptions } from './ExchangeOptions.ts';
import { createDealDesk } from './handling/createDealDesk.ts';
import { createDealHandling } from './handling/createDealHandling.ts';
import { readJson } from './readJson.ts';
import { writeExchangeAnswer } from './writeExchangeAnswer.ts';

const BASE_PATH = '/exchange';

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

  createOptions: ({ department, jurisdiction, ordinal, derive }) => ({
    requesterId: `tb-${jurisdiction}-${derive('requester', 4).toString('hex')}`,
    secret: derive('secret', 24).toString('base64url'),
    signScheme: SIGN_SCHEMES[ordinal % SIGN_SCHEMES.length] ?? 'hmac-sha256',
    wrapper: ordinal % 4 === 1 ? 'json-string' : 'plain',
    batchLimit: ordinal % 15 === 4 ? SMALL_BATCH : 50,
    ...(department === 'record-index'
      ? {}
      : { handling: 'offered', legacyHandling: Math.floor(ordinal / 5) % 2 === 0 }),
  }),

  createDesk(site) {
    const { handling, legacyHandling } = exchangeOptions.parse(site.options);
    return handling === 'offered' ? createDealDesk(site, legacyHandling) : null;
  },

  createSystem(site) {
    const options = exchangeOptions.parse(site.options);
    const verify = createCallVerifier(options, site.clock);
    const catalogue =
      site.department === 'record-index' ? createIndexCatalogue(site) : createSecurityCatalogue(site);

    const handlerOf = createDealHandling(site, options);

    return (request, world, twist) => {
      if (request.path.split('?')[0] !== `${BASE_PATH}/invoke`) return bare(404);
      if (request.method !== 'POST') return bare(405);
      const call = verify(request);
      if ('refusal' in call) return writeExchangeAnswer(call.refusal, twist);
      const { service } = call;
      const handler = handlerOf(service);
      if (handler !== null) return handler(readJson(request.body), world, twist);
      if (!catalogue.knows(service)) return writeExchangeAnswer('305', twist);
      const asked = readNumbers(request.body);
      if (asked === null) return writeExchangeAnswer('306', twist, { operation: service });
      const noted = { operation: service, asked };
      if (asked.length > options.batchLimit) return writeExchangeAnswer('307', twist, noted);
      if (twist.kind === 'error') return writeExchangeAnswer(twist.code ?? '300', twist, noted);
      if (twist.kind === 'maintenance') return writeExchangeAnswer('308', twist, noted);
      const rows = catalogue.find({ service, world, asked, stale: twist.kind === 'stale-schema' });
      return writeExchangeAnswer('200', twist, { ...noted, rows, wrapper: options.wrapper });
    };
  },
};

/** Numbers in canonical spelling, each once; `null` for a body that is not a request. */
function readNumbers(body: Buffer): readonly string[] | null {
  const parsed = requestBody.safeParse(readJson(body));
  if (!parsed.success) return null;
  const numbers = parsed.data.items.map((item) =>
    ('gmsfhm' in item ? item.gmsfhm : item.tyshxydm).toUpperCase(),
  );
  return [...new Set(numbers)];
}

const bare = (status: number): RawAnswer => ({
  status,
  headers: {},
  body: Buffer.alloc(0),
  operation: null,
  asked: [],
});
