import type { DivisionCode } from '../../domain/divisionCode.ts';

/** The partition prefix that an authority's endpoint stands under: `430000` → `43`, `430700` → `4307`. */
export function endpointPrefix(jurisdiction: DivisionCode): string {
  return jurisdiction.replace(/(00){1,2}$/, '');
}
