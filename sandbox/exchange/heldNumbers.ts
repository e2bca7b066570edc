import type { SandboxSite } from '../SandboxDialect.ts';
import type { World } from '../world/World.ts';

/** Numbers of all persons whom a place holds a file about, in the order of the world. */
export function heldNumbers(
  { department, jurisdiction }: Pick<SandboxSite, 'department' | 'jurisdiction'>,
  world: World,
): readonly string[] {
  const key = department === 'social-insurance' ? 'social-insurance' : 'housing-fund';
  return world.holders
    .filter(({ kind, holdings }) => kind === 'person' && holdings[key].includes(jurisdiction))
    .map(({ number }) => number);
}
