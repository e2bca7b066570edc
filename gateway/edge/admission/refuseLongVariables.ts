import { tooManyItems } from './tooManyItems.ts';

/**
 * @param value - variables as they came; how deep they nest was checked.
 * @throws {TongbanError} OPERATION_TOO_COSTLY for a list anywhere among them with more than `limit` items.
 */
export function refuseLongVariables(value: unknown, limit: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value) && value.length > limit) throw tooManyItems(limit);
  for (const item of Object.values(value)) refuseLongVariables(item, limit);
}
