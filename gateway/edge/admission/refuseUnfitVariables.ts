import { TongbanError } from '../../../domain/TongbanError.ts';
import { tooManyItems } from './tooManyItems.ts';

/**
 * @param value - variables as they came; how deep they nest was checked.
 * @throws {TongbanError} OPERATION_TOO_COSTLY for a list anywhere among them with more than `limit` items; BAD_USER_INPUT for a number that
 *   no `Float` can hold (`1e400`): it was read as Infinity, and would reach a subgraph as `null` where a scalar takes whatever comes.
 */
export function refuseUnfitVariables(value: unknown, limit: number): void {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TongbanError('BAD_USER_INPUT', 'A number is larger than a Float can hold');
  }
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value) && value.length > limit) throw tooManyItems(limit);
  for (const item of Object.values(value)) refuseUnfitVariables(item, limit);
}
