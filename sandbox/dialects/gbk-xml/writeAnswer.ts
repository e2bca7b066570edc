import { formatBeijing } from '../../beijingTime.ts';
import { digestOf } from './digestOf.ts';
import { encodeText } from './encodeText.ts';
import type { GbkXmlOptions } from './GbkXmlOptions.ts';
import { RESULT_TEXTS, type ResultCode } from './resultTexts.ts';
import type { FoundRows } from './Transaction.ts';

/** What an answer says. */
export interface GbkXmlAnswer {
  readonly code: ResultCode;
  /** Follows the code's own text. */
  readonly remark?: string;
  /** Transaction code and serial number of the request, empty when it could not be read. */
  readonly jydm: string;
  readonly lsh: string;
  /** With code 0000 only. */
  readonly found?: FoundRows & { readonly dataTime: number };
}

/** Whoever is not known to the system gets no proof that it knows the password. */
const WITHOUT_DIGEST: ReadonlySet<ResultCode> = new Set(['1001', '1003', '1004']);

/**
 * The bytes of an answer.
 *
 * @param now - epoch ms.
 * @param isWrongCharset - writes UTF-8, though the declaration says GBK.
 */
export function writeAnswer(
  answer: GbkXmlAnswer,
  options: GbkXmlOptions,
  now: number,
  isWrongCharset: boolean,
): Buffer {
  const { code, jydm, lsh, remark = '', found } = answer;
  const sjc = formatBeijing(now);
  const encode = (text: string): Buffer =>
    isWrongCharset ? Buffer.from(text) : encodeText(text, options.rareCharacters);
  const body = encode(found === undefined ? '<body/>' : bodyText(found));
  const digest = WITHOUT_DIGEST.has(code)
    ? ''
    : digestOf(options.digest, [options.password, code, sjc, lsh], body);
  const head =
    `<jydm>${jydm}</jydm><lsh>${lsh}</lsh><rtncode>${code}</rtncode>` +
    `<rtntext>${RESULT_TEXTS[code]}${remark}</rtntext><sjc>${sjc}</sjc><zy>${digest}</zy>`;
  const start = `<?xml version="1.0" encoding="GBK"?>\n<response><head>${head}</head>`;
  return Buffer.concat([encode(start), body, encode('</response>')]);
}

function bodyText({ rows, total, dataTime }: NonNullable<GbkXmlAnswer['found']>): string {
  const counts = `<rows hs="${rows.length}" zhs="${total}"`;
  const list = rows.length === 0 ? `${counts}/>` : `${counts}>${rows.join('')}</rows>`;
  return `<body><sjsj>${formatBeijing(dataTime)}</sjsj>${list}</body>`;
}
