import type { SandboxSite } from '../SandboxDialect.ts';
import type { World } from '../world/World.ts';

/** Numbers of all persons whom a place holds a file about, in the order of the world, but who is shown to visitors first. */
export function heldNumbers(
  { department, jurisdiction }: Pick<SandboxSite, 'department' | 'jurisdiction'>,
  world: World,
): readonly string[] {
  const key = department === 'social-insurance' ? 'social-insurance' : 'housing-fund';
  return world.holders
    .filter(({ kind, holdings }) => kind === 'person' && holdings[key].includes(jurisdiction))
    .toSorted((one, other) => Number(other.demo !== null) - Number(one.demo !== null))
    .map(({ number }) => number);
}
