import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from './support/startTestGateway.ts';
import { world } from './support/world.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway(world);
});
afterAll(() => gateway.close());

describe('GraphQL over HTTP', () => {
  const audits = serverAudits({ url: () => `${gateway.url}/graphql`, fetchFn: fetch });

  it('has 61 audits', () => {
    expect(audits).toHaveLength(61);
  });

  it.each(audits)('$name ($id)', async ({ name, fn }) => {
    const result = await fn();

    const refusesBareGet = name.startsWith('MAY accept application/x-www-form-urlencoded');
    expect({ status: result.status, reason: 'reason' in result ? result.reason : undefined }).toEqual(
      refusesBareGet
        ? { status: 'notice', reason: 'Response status code is not 200' }
        : { status: 'ok', reason: undefined },
    );
  });
});
