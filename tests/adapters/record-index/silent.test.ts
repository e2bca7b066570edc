import { expect, it } from 'vitest';
import { createDataExchangeRecordIndex } from '../../../adapters/record-index/data-exchange/createDataExchangeRecordIndex.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { simulatedNumber } from '../../subgraphs/people/simulatedNumber.ts';
import { startHttpServer } from '../transport/startHttpServer.ts';

it('an index that lets everybody wait in vain is not asked any more, however short the wait', async () => {
  let asked = 0;
  await using server = await startHttpServer(() => {
    asked += 1;
    return new Promise(() => undefined);
  });
  const states: string[] = [];
  const port = createDataExchangeRecordIndex(
    {
      jurisdiction: parseDivisionCode('110000'),
      dialect: 'data-exchange',
      url: server.url,
      options: { requesterId: 'dx-demo-index', secret: 'demo-secret-not-for-use' },
    },
    {
      now: () => Date.now(),
      nonce: () => 'n'.repeat(16),
      onBreakerState: (_, state) => states.push(state),
      store: null,
      onInboundFault: () => undefined,
      patienceMs: 100,
    },
  );
  const ask = () =>
    port.findPlaces(
      [{ kind: 'NATURAL_PERSON', number: simulatedNumber(1), name: '某人' }],
      AbortSignal.timeout(250),
    );

  // On a busy machine the time of a call may be over before it is sent.
  while (states.length === 0 && asked < 10) await ask().catch(() => undefined);

  expect(states).toEqual(['open']);
});
