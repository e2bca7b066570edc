/** The inverse of `value` modulo a prime, by Euclid's extended algorithm; `value` must not be a multiple of it. */
export function invertModulo(value: bigint, prime: bigint): bigint {
  let [remainder, next] = [((value % prime) + prime) % prime, prime];
  let [factor, nextFactor] = [1n, 0n];
  while (next !== 0n) {
    const quotient = remainder / next;
    [remainder, next] = [next, remainder - quotient * next];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return ((factor % prime) + prime) % prime;
}
