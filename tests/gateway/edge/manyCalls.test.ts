import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EventDeadline } from '../../../gateway/execute/EventDeadline.ts';
import { startTestGateway } from './support/startTestGateway.ts';
import { world } from './support/world.ts';

let warnings: string[] = [];
const note = (warning: Error) => void warnings.push(warning.message);
beforeEach(() => {
  warnings = [];
  process.on('warning', note);
});
afterEach(() => void process.off('warning', note));

it('is no leak, and nothing for the log, when a request makes many calls at once', async () => {
  const gateway = await startTestGateway(world);
  const fields = Array.from({ length: 12 }, (_, index) => `a${index}: me { fund }`);

  const response = await gateway.post({ query: `{ ${fields.join(' ')} }` });
  const body = await response.json();
  await gateway.close();

  expect(body).toEqual({ data: Object.fromEntries(fields.map((_, index) => [`a${index}`, { fund: 3 }])) });
  expect(warnings).toEqual([]);
});

it('nor when an event does', async () => {
  const deadline = new EventDeadline(1_000, new AbortController().signal);

  for (let call = 0; call < 12; call++) deadline.signal.addEventListener('abort', () => call);
  deadline.release();
  await setImmediate();

  expect(warnings).toEqual([]);
});
