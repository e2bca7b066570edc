import type { Citation } from './Citation.ts';
import type { CitationRow } from './document/citationRow.ts';

export function toCitation({ source, quote }: CitationRow): Citation {
  return { source, quote: quote ?? null };
}
