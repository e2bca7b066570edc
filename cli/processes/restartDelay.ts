/** When a crashed role is started again, and when no more. */
export interface RestartPolicy {
  /** The pause after the first crash, milliseconds. */
  readonly firstMs: number;
  /** The longest pause, milliseconds. */
  readonly longestMs: number;
  /** How much longer each pause is than the one before. */
  readonly factor: number;
  /** So many crashes... */
  readonly crashes: number;
  /** ...within so many milliseconds end the whole system. */
  readonly withinMs: number;
}

/**
 * The pause before a crashed role's next start.
 *
 * @param crashes - instants of its crashes on a monotonic clock, milliseconds, oldest first; the last is now.
 * @returns milliseconds, or `null` to give up.
 */
export function restartDelay(crashes: readonly number[], policy: RestartPolicy): number | null {
  const now = crashes.at(-1) ?? 0;
  const recent = crashes.filter((at) => now - at < policy.withinMs).length;
  if (recent >= policy.crashes) return null;
  return Math.min(policy.firstMs * policy.factor ** Math.max(0, recent - 1), policy.longestMs);
}
