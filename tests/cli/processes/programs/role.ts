import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { z } from 'zod';
import { runRole } from '../../../../cli/processes/runRole.ts';
import { consoleLog } from './consoleLog.ts';

const configSchema = z.object({
  name: z.string(),
  /** Where the order of events is written down. */
  events: z.string(),
  port: z.number().default(0),
  behaviour: z
    .enum(['serve', 'refuse', 'crash', 'throw', 'hangInStop', 'block', 'neverReady'])
    .default('serve'),
});

const code = await runRole(async (input, lifetime) => {
  const { name, events, port, behaviour } = configSchema.parse(input);
  const note = (event: string) => appendFileSync(events, `${name} ${event}\n`);
  if (behaviour === 'refuse') {
    throw Object.assign(new Error('port 4000 is taken'), { syscall: 'listen' });
  }
  if (behaviour === 'crash') process.exit(7);
  if (behaviour === 'neverReady') await new Promise(() => undefined);

  note('started');
  const server = createServer((request, response) => {
    if (request.url === '/crash') process.exit(9);
    if (request.url === '/throw') {
      setImmediate(() => {
        throw new Error('citizen 990000199001010000 unknown');
      });
    }
    response.end('ok');
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  lifetime.onStop(async () => {
    note('stopping');
    if (behaviour === 'block') for (;;);
    if (behaviour === 'hangInStop') await new Promise(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    note('stopped');
  });
  console.log(`${name} says hello`);
  const address = server.address();
  const listening = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${listening}/` };
}, consoleLog);
process.exit(code);
