import { formatBeijing } from '../../beijingTime.ts';
import type { RawAnswer, SandboxDialect, SandboxSite } from '../../SandboxDialect.ts';
import type { World } from '../../world/World.ts';
import { checkRequest } from './checkRequest.ts';
import { gbkXmlOptions } from './GbkXmlOptions.ts';
import { createInsuranceDesk } from './handling/createInsuranceDesk.ts';
import { createInsuranceHandling } from './handling/createInsuranceHandling.ts';
import { isSameName } from './isSameName.ts';
import { type GbkXmlRequest, readRequest } from './readRequest.ts';
import { RESULT_TEXTS, type ResultCode } from './resultTexts.ts';
import type { FoundRows, RowStyle, Transaction } from './Transaction.ts';
import { TRANSACTIONS } from './transactions.ts';
import { type GbkXmlAnswer, writeAnswer } from './writeAnswer.ts';

const BASE_PATH = '/sbjk';
const MOST_BYTES = 64 * 1024;
const { rareCharacters, padding } = gbkXmlOptions.shape;

/** XML in GBK, spoken by social insurance: docs/dialects/gbk-xml.md. */
export const gbkXml: SandboxDialect = {
  name: 'gbk-xml',
  basePath: BASE_PATH,

  createOptions: ({ jurisdiction, ordinal, derive }) => ({
    agencyCode: `${jurisdiction}${String(derive('agency', 2).readUInt16BE() % 1000).padStart(3, '0')}`,
    user: `tongban_${jurisdiction}`,
    password: derive('password', 18).toString('base64url'),
    digest: ordinal % 2 === 0 ? 'MD5' : 'SHA256',
    rareCharacters: choice(rareCharacters.unwrap().options, ordinal),
    padding: choice(padding.unwrap().options, Math.floor(ordinal / 3)),
    emptyDate: Math.floor(ordinal / 2) % 2 === 0 ? 'blank' : 'zeros',
    handling: 'offered',
  }),

  createDesk: (site) =>
    gbkXmlOptions.parse(site.options).handling === 'offered' ? createInsuranceDesk(site) : null,

  createSystem(site) {
    const options = gbkXmlOptions.parse(site.options);
    const handlerOf = createInsuranceHandling(site, options);

    return (request, world, twist) => {
      if (request.path !== `${BASE_PATH}/service`) return bare(404);
      if (request.method !== 'POST') return bare(405);
      if (request.body.length > MOST_BYTES) return bare(413);
      const now = site.clock();
      const call = readRequest(request.body);
      const answer = (said: Omit<GbkXmlAnswer, 'jydm' | 'lsh'>, noted: Noted = NOTHING): RawAnswer => {
        const { jydm, lsh } = call?.head ?? { jydm: '', lsh: '' };
        const isWrongCharset = twist.kind === 'wrong-charset';
        return {
          status: 200,
          headers: { 'content-type': 'text/xml; charset=GBK' },
          body: writeAnswer({ ...said, jydm, lsh }, options, now, isWrongCharset),
          ...noted,
        };
      };

      if (call === null) return answer({ code: '1001' });
      const refusal = checkRequest(call, options, now);
      if (refusal !== null) return answer({ code: refusal });
      const handler = handlerOf(call.head.jydm);
      if (handler !== null) {
        const { said, noted } = handler(call, world, twist);
        return answer({ ...said, code: resultCode(said.code) }, noted);
      }
      const transaction = TRANSACTIONS.get(call.head.jydm);
      if (transaction === undefined) return answer({ code: '1002' });
      const number = (call.body['aac002'] ?? '').toUpperCase();
      const isNumber = /^\d{17}[\dX]$/.test(number);
      const noted = { operation: call.head.jydm, asked: isNumber ? [number] : [] };
      if (twist.kind === 'error') return answer({ code: resultCode(twist.code) }, noted);
      if (twist.kind === 'maintenance') {
        const remark = twist.until === null ? '' : `,预计恢复时间${formatBeijing(twist.until)}`;
        return answer({ code: '9000', remark }, noted);
      }
      const fault = isNumber ? transaction.refuse(call.body) : '2001';
      if (fault !== null) return answer({ code: fault }, noted);
      const style = { ...options, stale: twist.kind === 'stale-schema' };
      const found = findRows({ site, world, transaction, call, number, style });
      const dataTime = world.dataTime(site.department, site.jurisdiction, now);
      return answer({ code: '0000', found: { ...found, dataTime } }, noted);
    };
  },
};

type Noted = Pick<RawAnswer, 'operation' | 'asked' | 'part' | 'isDropped'>;

const NOTHING: Noted = { operation: null, asked: [] };

interface Search {
  readonly site: SandboxSite;
  readonly world: World;
  readonly transaction: Transaction;
  readonly call: GbkXmlRequest;
  readonly number: string;
  readonly style: RowStyle;
}

/** Nobody on file, or another name under the number: empty rows, as for somebody who has nothing of the kind. */
function findRows({ site, world, transaction, call, number, style }: Search): FoundRows {
  const file = world.findSocialInsuranceFile(site.jurisdiction, number);
  if (file === null) return { rows: [], total: 0 };
  const name = call.body['aac003'] ?? '';
  // A world that finds another number's file is a fault; the system itself would not notice.
  const isStranger = file.holder.number === number && name !== '' && !isSameName(name, file.holder.name);
  return isStranger ? { rows: [], total: 0 } : transaction.find(file, call.body, style);
}

function choice<T>(values: readonly T[], index: number): T {
  const value = values[index % values.length];
  if (value === undefined) throw new RangeError('nothing to choose from');
  return value;
}

const resultCode = (code: string | null): ResultCode => (code !== null && isResultCode(code) ? code : '9999');

const isResultCode = (code: string): code is ResultCode => Object.hasOwn(RESULT_TEXTS, code);

const bare = (status: number): RawAnswer => ({ status, headers: {}, body: Buffer.alloc(0), ...NOTHING });
