import { parseBeijingMoment } from './parseBeijingMoment.ts';

/** Epoch ms of `YYYYMMDDHHMMSS` in Beijing time; `null` for anything else. */
export function momentOrNull(text: string): number | null {
  try {
    return parseBeijingMoment(text);
  } catch {
    return null;
  }
}
