import { formatBeijing } from '../../beijingTime.ts';
import type { RawAnswer, SandboxDialect } from '../../SandboxDialect.ts';
import { answerService } from './answerService.ts';
import type { CipherService } from './CipherService.ts';
import { CIPHER_SERVICES } from './cipherServices.ts';
import { createCipherSuite } from './createCipherSuite.ts';
import { createGate } from './createGate.ts';
import { createNationalCipherOptions } from './createNationalCipherOptions.ts';
import { createCipherDesk } from './handling/createCipherDesk.ts';
import { createCipherHandling } from './handling/createCipherHandling.ts';
import { INNER_MESSAGES } from './innerMessages.ts';
import { innerSaid } from './innerSaid.ts';
import { type NationalCipherOptions, nationalCipherOptions } from './NationalCipherOptions.ts';
import { OUTER_MESSAGES, type OuterRefusal } from './outerMessages.ts';
import { type CipherAnswer, writeAnswer } from './writeAnswer.ts';

const BASE_PATH = '/natcipher';
const MOST_BYTES = 64 * 1024;

/** JSON behind a national-cipher gateway, spoken by social insurance: docs/dialects/national-cipher.md. */
export const nationalCipher: SandboxDialect = {
  name: 'national-cipher',
  basePath: BASE_PATH,
  createOptions: (seed) => ({ ...createNationalCipherOptions(seed) }),
  createDesk: (site) =>
    nationalCipherOptions.parse(site.options).handling === 'offered' ? createCipherDesk(site) : null,

  createSystem(site) {
    const suite = createCipherSuite(site);
    const gate = createGate(suite, site.clock);
    const { options } = suite;
    const handling = createCipherHandling(site);

    return (request, world, twist) => {
      if (request.path !== `${BASE_PATH}/call`) return bare(404);
      if (request.method !== 'POST') return bare(405);
      if (request.body.length > MOST_BYTES) return bare(413);
      const passed = gate(request.body);
      const { message } = passed;
      const answer = (said: Omit<CipherAnswer, 'message'>, noted: Noted = NOTHING): RawAnswer => ({
        status: 200,
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: writeAnswer({ message, ...said }, suite, site.clock(), twist.kind === 'wrong-charset'),
        ...noted,
      });
      const refuse = (code: OuterRefusal, noted?: Noted, remark = ''): RawAnswer =>
        answer({ code, text: `${OUTER_MESSAGES[code]}${remark}` }, noted);

      if ('refusal' in passed) return refuse(passed.refusal);
      const service = CIPHER_SERVICES.get(passed.message.serviceCode);
      const handler = handling(passed.message.serviceCode);
      const found = service ?? handler;
      if (found === null || found === undefined) return refuse(4007);
      const number = numberOf(passed.plain['aac002']);
      const noted = { operation: passed.message.serviceCode, asked: number === null ? [] : [number] };
      if (twist.kind === 'maintenance') {
        const remark = twist.until === null ? '' : `,预计恢复时间${formatBeijing(twist.until)}`;
        return refuse(5030, noted, remark);
      }
      const outer = twist.kind === 'error' ? outerRefusal(twist.code) : null;
      if (outer !== null) return refuse(outer, noted);
      const code = successCode(found, options);
      if (handler !== null && twist.kind !== 'error') {
        const { plain, ...handled } = handler.answer(passed.plain, world, twist);
        const about = { ...noted, ...handled };
        // What the gateway says of itself stands in the place of what the business system says.
        const gate = outerRefusal(plain.rtnCode);
        return gate === null ? answer({ code, text: '成功', plain }, about) : refuse(gate, about);
      }
      const plain =
        twist.kind === 'error' || service === undefined
          ? failure(twist.kind === 'error' ? twist.code : null)
          : answerService({
              site,
              world,
              service,
              plain: passed.plain,
              number,
              firstPage: options.firstPage,
              isStale: twist.kind === 'stale-schema',
            });
      return answer({ code, text: '成功', plain }, noted);
    };
  },
};

type Noted = Pick<RawAnswer, 'operation' | 'asked' | 'part' | 'isDropped'>;

const NOTHING: Noted = { operation: null, asked: [] };

function numberOf(value: unknown): string | null {
  const number = typeof value === 'string' ? value.trim().toUpperCase() : '';
  return /^\d{17}[\dX]$/.test(number) ? number : null;
}

const successCode = (
  { outerSuccess }: Pick<CipherService, 'outerSuccess'>,
  options: NationalCipherOptions,
): number => (options.outerSuccess === 'by-service' ? outerSuccess : Number(options.outerSuccess));

const outerRefusal = (code: string | null): OuterRefusal | null =>
  Object.keys(OUTER_MESSAGES)
    .map((known) => Number(known) as OuterRefusal)
    .find((known) => String(known) === code) ?? null;

/** The inner failure asked for, or the business system's internal error. */
const failure = (code: string | null): object =>
  innerSaid(code !== null && Object.hasOwn(INNER_MESSAGES, code) ? code : '9999');

const bare = (status: number): RawAnswer => ({ status, headers: {}, body: Buffer.alloc(0), ...NOTHING });
