import { secondsUntil } from '../transport/secondsUntil.ts';
import { parseBeijingTime } from './parseBeijingTime.ts';

/**
 * When a system under maintenance expects to be back, by the end of its message: `,预计恢复时间YYYYMMDDHHMMSS`.
 *
 * @param nowMs - epoch ms.
 * @returns whole seconds from now, at most an hour; `undefined` where nothing readable is said, or an end that has passed.
 */
export function secondsUntilRecovery(message: string, nowMs: number): number | undefined {
  const written = /预计恢复时间(\d{14})$/.exec(message.trim())?.[1];
  const recoveryMs = written === undefined ? null : momentOrNull(written);
  return secondsUntil(recoveryMs, nowMs) ?? undefined;
}

/** A maintenance is one, whatever stands for its end. */
function momentOrNull(text: string): number | null {
  try {
    return parseBeijingTime(text);
  } catch {
    return null;
  }
}
