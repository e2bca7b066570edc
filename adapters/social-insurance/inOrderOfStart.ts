import type { Benefit } from '../../domain/social-insurance/Benefit.ts';

/** Orders benefits by the month they started in; those that do not say come first, and equal months stay as they are. */
export function inOrderOfStart<Started extends Pick<Benefit, 'startedIn'>>(
  benefits: readonly Started[],
): readonly Started[] {
  return benefits.toSorted((one, other) => {
    const [first, second] = [one.startedIn ?? '', other.startedIn ?? ''];
    if (first === second) return 0;
    return first < second ? -1 : 1;
  });
}
