import type { PlaygroundSettings } from './PlaygroundSettings.ts';

/** Asks the server for its settings; a server that has none gives an empty set. */
export async function readSettings(): Promise<PlaygroundSettings> {
  const answer = await fetch('/playground/settings.json');
  return answer.ok ? await answer.json() : { tokens: {}, sampleHolders: [] };
}
