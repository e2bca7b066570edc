import { afterEach, expect, it } from 'vitest';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { HttpEdge } from '../../../gateway/edge/HttpEdge.ts';
import { RequestDeadline } from '../../../gateway/edge/RequestDeadline.ts';

let edge: HttpEdge;
afterEach(() => edge.close(0));

it('tells each that waits for it once, and nobody who has left', async () => {
  const deadlines: RequestDeadline[] = [];
  edge = new HttpEdge({
    routes: [
      { path: '/slow', handle: (exchange) => void deadlines.push(new RequestDeadline(600_000, exchange)) },
    ],
  });
  const port = await edge.listen('127.0.0.1', 0);
  const answer = fetch(`http://127.0.0.1:${port}/slow`).catch(() => 'cut');
  await expect.poll(() => deadlines.length).toBe(1);
  const [deadline] = deadlines;
  const told: string[] = [];
  const listeners = ['first', 'second', 'third', 'last'].map((name) => ({
    handleEvent: () => void told.push(name),
  }));
  for (const listener of listeners) deadline?.addEventListener('abort', listener);
  for (const index of [3, 0, 0]) {
    const listener = listeners[index];
    if (listener !== undefined) deadline?.removeEventListener('abort', listener);
  }

  for (const text of ['over', 'over once more']) {
    deadline?.giveUp(new TongbanError('DEADLINE_EXCEEDED', text));
  }

  expect(told.sort()).toEqual(['second', 'third']);
  expect(deadline).toMatchObject({ aborted: true, reason: { message: 'over' } });
  await edge.close(0);
  expect(await answer).toBe('cut');
});
