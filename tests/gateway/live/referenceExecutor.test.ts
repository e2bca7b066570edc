import { expect, it } from 'vitest';
import { startTestGateway } from '../edge/support/startTestGateway.ts';
import { Feed } from './support/Feed.ts';
import { names, TICKS } from './support/names.ts';
import { readEvents } from './support/readEvents.ts';

it('the reference executor says that it has no subscriptions', async () => {
  const feed = new Feed();
  const gateway = await startTestGateway({ feed, names }, { executor: 'reference' });
  const response = await gateway.get('/graphql/stream', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: TICKS }),
  });
  const events = readEvents(response);
  const end = await events.ended;
  await gateway.close();

  expect(end).toBe('whole');
  expect(events.events()[0]?.data.errors[0].extensions.code).toBe('BAD_REQUEST');
});
