import { inject } from 'vitest';

/** Asks for what the files of this run share. @throws {Error} with the door's reason. */
export async function askDoor(path: string, body: object = {}): Promise<unknown> {
  const answer = await fetch(`${inject('door')}${path}`, { method: 'POST', body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${text}`);
  return JSON.parse(text);
}
