import { createServer } from 'node:http';
import { runUntilStopped } from '../../../../cli/processes/runUntilStopped.ts';
import { consoleLog } from './consoleLog.ts';

/** A command of one process, like `tongban gateway`; `behaviour` says how it goes wrong. */
const { behaviour } = JSON.parse(process.argv[2] ?? '{}') as { readonly behaviour?: string };

const code = await runUntilStopped(
  async (lifetime) => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    lifetime.onStop(async () => {
      if (behaviour === 'hangInStop') await new Promise(() => undefined);
      await new Promise((resolve) => server.close(resolve));
      console.log('closed');
    });
    if (behaviour === 'hangInStart') {
      console.log('starting');
      await new Promise((_, reject) =>
        lifetime.signal.addEventListener('abort', () => reject(lifetime.signal.reason)),
      );
    }
    if (behaviour === 'throwInStart') throw new Error('phone 00000000000 in a message');
    if (behaviour === 'throwLater') setImmediate(() => Promise.reject(new RangeError('phone 00000000000')));
    console.log('serving');
  },
  { log: consoleLog, stopWithinMs: 400 },
);
process.exit(code);
