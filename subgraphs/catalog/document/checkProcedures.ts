import type { CatalogueDocument } from './CatalogueDocument.ts';
import type { Complaints } from './Complaints.ts';

/**
 * Checks what procedures and forms say of items, and that no item is handled by two procedures in the same way.
 *
 * @param complaints - gets one for each fault.
 */
export function checkProcedures(
  { items, procedures, forms }: CatalogueDocument['sections'],
  complaints: Complaints,
): void {
  const codes = new Set(items.map(({ key }) => key));
  const handledBy = new Map<string, string>();
  for (const { key, row, place } of procedures) {
    for (const item of row.items) {
      if (!codes.has(item)) complaints.add(place, 'items', `${item} is no item`);
      for (const { mode, authority } of row.ways) {
        const way = [item, mode, ...(authority === null ? [] : [authority])].join(' ');
        const other = handledBy.get(way);
        if (other !== undefined) complaints.add(place, 'ways', `${way} is handled by ${other} already`);
        handledBy.set(way, key);
      }
    }
  }
  for (const { row, place } of forms)
    if (!codes.has(row.item)) complaints.add(place, 'item', `${row.item} is no item`);
}
