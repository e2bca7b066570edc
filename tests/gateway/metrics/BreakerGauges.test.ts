import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { BreakerGauges } from '../../../gateway/metrics/BreakerGauges.ts';

it('shows what a server told last; what a restarted server does not tell any more is closed', async () => {
  const registry = new Registry();
  const gauges = new BreakerGauges(registry);
  const values = async () => (await registry.metrics()).split('\n').filter((line) => /^[a-z]/.test(line));

  gauges.take(
    'housing-fund',
    '4307',
    new Map([
      ['loans', 'open'],
      ['records', 'half-open'],
    ] as const),
  );
  gauges.take('housing-fund', '3401', new Map());
  const failing = await values();
  gauges.take('housing-fund', '4307', new Map());

  expect(failing).toEqual([
    'tongban_breaker_state{service="housing-fund",jurisdiction="4307",operation="loans"} 2',
    'tongban_breaker_state{service="housing-fund",jurisdiction="4307",operation="records"} 1',
    'tongban_breakers_tripped{service="housing-fund",jurisdiction="4307"} 2',
    'tongban_breakers_tripped{service="housing-fund",jurisdiction="3401"} 0',
  ]);
  expect(await values()).toEqual([
    'tongban_breaker_state{service="housing-fund",jurisdiction="4307",operation="loans"} 0',
    'tongban_breaker_state{service="housing-fund",jurisdiction="4307",operation="records"} 0',
    'tongban_breakers_tripped{service="housing-fund",jurisdiction="4307"} 0',
    'tongban_breakers_tripped{service="housing-fund",jurisdiction="3401"} 0',
  ]);
});
