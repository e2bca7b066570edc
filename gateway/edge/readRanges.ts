/** One of those that a client names in a header of the `accept` family. */
export interface AcceptedRange {
  /** In lower case, without parameters. */
  readonly name: string;
  /** From 0, which is "not this one", to 1. */
  readonly weight: number;
  /** Whether it names no other charset. */
  readonly isUtf8: boolean;
}

/** What a client accepts, in its order (RFC 9110, 12.4.2): without a weight it is 1, and what is no number counts as 0. */
export function readRanges(header: string): readonly AcceptedRange[] {
  return header.split(',').map((range) => {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const parameterOf = (key: string) =>
      parameters.find((parameter) => parameter.startsWith(key))?.slice(key.length);
    const weight = parameterOf('q=');
    return {
      name,
      weight: weight === undefined ? 1 : Math.min(1, Math.max(0, Number(weight) || 0)),
      isUtf8: /^(utf-8|"utf-8")$/.test(parameterOf('charset=') ?? 'utf-8'),
    };
  });
}
