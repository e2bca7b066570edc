import type { z } from 'zod';
import { badResponse } from '../badResponse.ts';
import { identityMismatch } from './identityMismatch.ts';
import type { HolderRows } from './matchRows.ts';
import { type RowReading, readRows } from './readRows.ts';

/**
 * Reads what a service with at most one row per holder says about one; `null` where it says nothing.
 *
 * @throws {TongbanError} for the entry of this holder.
 */
export function readSingle<Shape extends z.ZodType, T>(
  about: HolderRows,
  reading: RowReading<Shape, T>,
): T | null {
  const { jurisdiction } = reading;
  const [first, ...more] = readRows(about, reading);
  if (more.length > 0) throw badResponse(jurisdiction, 'answered with several rows about one holder');
  if (first === undefined && about.hasStrangers) throw identityMismatch(jurisdiction);
  return first ?? null;
}
