import iconv from 'iconv-lite';

interface Person {
  readonly kind: 'NATURAL_PERSON' | 'LEGAL_PERSON';
  readonly number: string;
  readonly name: string;
}

/** Stands in every simulated number: an area that was never assigned; numbers begin with it, codes two places before. */
const AREA = '1099';
const AREA_AT = [0, 2];
const NUMBER_LENGTH = 18;

/**
 * Looks for people in places where nobody may stand: the numbers of all, in plain text; numbers and names of some, in
 * every spelling in which bytes travel.
 */
export class Canaries {
  readonly #numbers: ReadonlySet<string>;
  readonly #spellings: ReadonlyMap<string, Buffer>;

  /** @param closely - whose names and encoded numbers are looked for as well; names of companies are public. */
  constructor(all: readonly Person[], closely: readonly Person[]) {
    this.#numbers = new Set(all.map(({ number }) => number));
    // The scan would pass others over.
    if (all.some(({ number }) => !AREA_AT.some((at) => number.startsWith(AREA, at)))) {
      throw new Error(`a simulated number without ${AREA}`);
    }
    this.#spellings = new Map(
      closely.flatMap(({ kind, number, name }, index) => [
        ...spell(number).map(([way, bytes]) => [`number ${index} in ${way}`, bytes] as const),
        ...(kind === 'NATURAL_PERSON'
          ? spell(name).map(([way, bytes]) => [`name ${index} in ${way}`, bytes] as const)
          : []),
      ]),
    );
  }

  /** What was found, without saying it: a failing test must not print it either. */
  in(content: string | Buffer): readonly string[] {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    const plain: string[] = [];
    for (let found = bytes.indexOf(AREA); found >= 0; found = bytes.indexOf(AREA, found + 1)) {
      for (const start of AREA_AT.map((at) => found - at)) {
        const text = bytes.toString('latin1', Math.max(0, start), Math.max(0, start) + NUMBER_LENGTH);
        if (start >= 0 && this.#numbers.has(text.toUpperCase())) plain.push(`a number at byte ${start}`);
      }
    }
    const spelt = [...this.#spellings].filter(([, needle]) => bytes.includes(needle)).map(([way]) => way);
    return [...plain, ...spelt];
  }
}

function spell(text: string): readonly (readonly [string, Buffer])[] {
  const utf8 = Buffer.from(text, 'utf8');
  const escaped = [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [
    ['UTF-8', utf8],
    ['UTF-16', Buffer.from(text, 'utf16le')],
    ['GB18030', iconv.encode(text, 'gb18030')],
    ['hexadecimal', Buffer.from(utf8.toString('hex'))],
    ['JSON escapes', Buffer.from(escaped.join(''))],
    ['a URL', Buffer.from(encodeURIComponent(text))],
    // What lies before it decides how three bytes fall into four characters; the ends mix with the neighbours.
    ...[0, 1, 2].map((offset): [string, Buffer] => {
      const shifted = Buffer.concat([Buffer.alloc(offset), utf8])
        .toString('base64')
        .replaceAll('=', '');
      return [`base64, offset ${offset}`, Buffer.from(shifted.slice(offset === 0 ? 0 : offset + 1, -1))];
    }),
  ];
}
