import { parseYuan } from '../../domain/yuan.ts';

/**
 * Reads an amount of yuan, which neither contributions nor accounts nor benefits have below zero, into fen.
 *
 * @throws {RangeError} on anything else.
 */
export function parseAmount(text: string): bigint {
  const fen = parseYuan(text);
  if (fen < 0n) throw new RangeError('an amount below zero');
  return fen;
}
