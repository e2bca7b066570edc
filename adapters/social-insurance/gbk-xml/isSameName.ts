import { encodeGb18030 } from '../../transport/encodeGb18030.ts';

/**
 * Whether a name that a system wrote may be the one that was asked for: a `?` or a character of its own stands for one
 * that GBK does not have, and for nothing else.
 *
 * @see docs/dialects/gbk-xml.md, 2 and 10.2
 */
export function isSameName(asked: string, answered: string): boolean {
  const own = Array.from(asked.trim());
  const written = Array.from(answered.trim());
  return (
    own.length === written.length &&
    own.every((character, index) => {
      const other = written[index] ?? '';
      return character === other || (isStandIn(other) && isOutsideGbk(character));
    })
  );
}

const isStandIn = (character: string): boolean => /^[?\p{Private_Use}]$/u.test(character);

/** Such characters take four bytes in GB 18030. Those that papers themselves show as private ones are written as they are. */
const isOutsideGbk = (character: string): boolean =>
  !/\p{Private_Use}/u.test(character) && encodeGb18030(character).length === 4;
