const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/**
 * Makes a citizen number (GB 11643) of an area that was never assigned (109901–109999), so it can belong to nobody.
 *
 * @param index - 1 to 9900: persons get different numbers for different indexes.
 * @param birth - `YYYY-MM-DD`.
 */
export function citizenNumber(index: number, birth: string, sex: 'male' | 'female'): string {
  const area = 109_901 + (index % 99);
  const pair = Math.floor(index / 99) * 2 + (sex === 'male' ? 1 : 2);
  const first17 = `${area}${birth.replaceAll('-', '')}${String(pair).padStart(3, '0')}`;
  let sum = 0;
  WEIGHTS.forEach((weight, place) => {
    sum += weight * Number(first17.charAt(place));
  });
  return first17 + '10X98765432'.charAt(sum % 11);
}
