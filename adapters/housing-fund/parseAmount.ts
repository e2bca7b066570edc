import { parseYuan } from '../../domain/yuan.ts';

/**
 * Reads an amount of yuan that cannot be below zero, into fen.
 *
 * @throws {RangeError} on anything else.
 */
export function parseAmount(text: string): bigint {
  const fen = parseYuan(text);
  if (fen < 0n) throw new RangeError('an amount below zero');
  return fen;
}
