import type { CitationRow } from '../document/citationRow.ts';
import type { Citation } from './Citation.ts';

export function toCitation({ source, quote }: CitationRow): Citation {
  return { source, quote: quote ?? null };
}
