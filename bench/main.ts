import { benchFanout } from './fanout.ts';

const BENCHES: Readonly<Record<string, () => Promise<void>>> = { fanout: benchFanout };

const [name = 'fanout'] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench === undefined) {
  process.stderr.write(
    `bench: there is no ${JSON.stringify(name)}; known are ${Object.keys(BENCHES).join(', ')}\n`,
  );
  process.exit(1);
}
await bench();
