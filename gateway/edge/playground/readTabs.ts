import type { ExampleTab } from './exampleTabs.ts';

/** Asks the server for the tabs of a first visit; a server that has none gives an empty list. */
export async function readTabs(): Promise<readonly ExampleTab[]> {
  const answer = await fetch('/playground/settings.json');
  return answer.ok ? (await answer.json()).tabs : [];
}
