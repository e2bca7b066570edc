import type { PlaceVault } from '../PlaceVault.ts';
import { isStorable } from './isStorable.ts';

const DIGEST = 'digest:';
/** What ids of ours begin with: a system's own must not pass for one. */
const OURS = /^(digest|body):/;

/** A message's id as it is stored: as it is, so that the help desk finds it, or as a digest where it is unfit for that. */
export function storedId(id: string, vault: PlaceVault): string {
  if (isStorable(id) && !OURS.test(id)) return id;
  return `${DIGEST}${vault.digest(['id', id]).toString('hex')}`;
}
