import { z } from 'zod';
import type { FoundRecord } from './PushedRecords.ts';

const refusal = z.strictObject({ refused: z.string() });

/** The code in a record that `pushedRefusal` made; `null` for every other record. */
export function readPushedRefusal({ content }: FoundRecord): string | null {
  if (content === null || !content.startsWith('{"refused":')) return null;
  return refusal.safeParse(JSON.parse(content)).data?.refused ?? null;
}
