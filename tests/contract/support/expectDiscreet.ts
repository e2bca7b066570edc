import { expect } from 'vitest';
import type { TongbanError } from '../../../domain/TongbanError.ts';
import type { WorldHolder } from '../../../sandbox/world/WorldHolder.ts';

/** What a client may see of an error holds nobody's number or name, no address of a system, and nothing of its bytes. */
export function expectDiscreet(error: TongbanError, people: readonly WorldHolder[]): void {
  const shown = `${error.message} ${JSON.stringify(error.toExtensions())}`;

  for (const { number, name } of people) {
    expect(shown.toUpperCase()).not.toContain(number);
    expect(shown).not.toContain(name);
  }
  expect(shown).not.toMatch(/127\.0\.0\.1|localhost|https?:|[^\p{ASCII}]/u);
}
