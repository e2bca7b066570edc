const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** Makes a unified social credit code (GB 32100) of an enterprise in an area that was never assigned. */
export function creditCode(index: number): string {
  const organisation = `MA${String(index).padStart(4, '0')}TB`;
  const first17 = `91${109_901 + (index % 99)}${organisation}${organisationCheck(organisation)}`;
  let sum = 0;
  WEIGHTS.forEach((weight, place) => {
    sum += weight * ALPHABET.indexOf(first17.charAt(place));
  });
  return first17 + ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** The ninth character of the organisation code (GB 11714). */
function organisationCheck(first8: string): string {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  let sum = 0;
  weights.forEach((weight, place) => {
    sum += weight * Number.parseInt(first8.charAt(place), 36);
  });
  const check = 11 - (sum % 11);
  if (check === 10) return 'X';
  return check === 11 ? '0' : String(check);
}
