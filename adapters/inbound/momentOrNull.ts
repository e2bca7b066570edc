import { parseBeijingTime } from '../transport/parseBeijingTime.ts';

/** Epoch ms of `YYYYMMDDHHMMSS` in Beijing time; `null` for anything else. */
export function momentOrNull(text: string): number | null {
  try {
    return parseBeijingTime(text);
  } catch {
    return null;
  }
}
