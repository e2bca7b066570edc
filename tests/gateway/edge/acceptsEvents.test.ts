import { expect, it } from 'vitest';
import { acceptsEvents } from '../../../gateway/edge/graphql/acceptsEvents.ts';

it.each([
  [undefined, true],
  ['', true],
  ['*/*', true],
  ['text/*', true],
  ['text/event-stream', true],
  ['Text/Event-Stream; charset="UTF-8"', true],
  ['application/json, text/event-stream;q=0.1', true],
  ['text/event-stream, */*;q=0', true],
  ['text/html, */*;q=0.8', true],
  ['text/event-stream;q=0, text/event-stream', true],
  ['application/json', false],
  ['text/html, application/*', false],
  ['text/event-stream;q=0', false],
  ['text/event-stream;q=0, */*', false],
  ['text/*;q=0, */*', false],
  ['*/*, text/*;q=0', false],
  ['text/event-stream;charset=utf-16', false],
  ['*/*;q=0', false],
  ['nothing', false],
])('%s: %s', (accept, isTaken) => {
  expect(acceptsEvents(accept)).toBe(isTaken);
});
