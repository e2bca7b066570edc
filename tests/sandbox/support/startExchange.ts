import type { ExchangeDialect } from '../../../sandbox/exchange/ExchangeDialect.ts';
import { ExchangeSystem } from '../../../sandbox/server/ExchangeSystem.ts';
import { createWorld } from '../../../sandbox/world/createWorld.ts';

/** The same for all: files that were derived once are found again. */
const world = createWorld();

interface ExchangeUnderTest {
  readonly dialect: ExchangeDialect;
  readonly department: string;
  readonly jurisdiction: string;
  /** 0 for the first choice of every option, 1 for the other one. */
  readonly ordinal: number;
  /** Database URL or folder. */
  readonly ground: string;
  readonly clock: () => number;
  /** 0, the default, makes no run by itself. */
  readonly pollMs?: number;
}

/** Starts one system that works in runs, outside of any sandbox; its failures fail the test that meets them. */
export async function startExchange({
  dialect,
  department,
  jurisdiction,
  ordinal,
  ground,
  clock,
  pollMs = 0,
}: ExchangeUnderTest): Promise<ExchangeSystem> {
  const derive = (_label: string, length: number) => Buffer.alloc(length, 7);
  const options = dialect.createOptions({ department, jurisdiction, ordinal, derive });
  const system = new ExchangeSystem({
    dialect,
    site: {
      department,
      jurisdiction,
      options,
      world,
      clock,
      randomBytes: (length) => Buffer.alloc(length, 1),
      derive,
    },
    ground,
    pollMs,
    isHeld: false,
    report: (failure) => {
      throw failure;
    },
  });
  await system.start();
  return system;
}
