/** Writes hundredths of a per cent as per cent with two decimals: 800 → `8.00`. */
export function formatBasisPoints(basisPoints: number): string {
  const digits = Math.abs(basisPoints).toString().padStart(3, '0');
  return `${basisPoints < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
