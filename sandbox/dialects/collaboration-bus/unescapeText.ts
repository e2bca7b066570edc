const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));/g;

/** Text without entities and numeric references; `null` where another reference stands in it, or a lone `&`. */
export function unescapeText(text: string): string | null {
  if (text.replace(REFERENCE, '').includes('&')) return null;
  const points = Array.from(text.matchAll(REFERENCE), ([, , decimal, hex]) => pointOf(decimal, hex));
  if (points.some((point) => point > 0x10ffff)) return null;
  return text.replace(REFERENCE, (_whole, name: string | undefined, decimal?: string, hex?: string) =>
    name === undefined ? String.fromCodePoint(pointOf(decimal, hex)) : (NAMED[name] ?? ''),
  );
}

const pointOf = (decimal: string | undefined, hex: string | undefined): number =>
  decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number(decimal);
