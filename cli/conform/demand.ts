import { Nonconformity } from './Nonconformity.ts';

/** @throws {Nonconformity} with this text unless the condition holds. */
export function demand(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Nonconformity(otherwise);
}
