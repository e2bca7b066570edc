import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const FOLDER = new URL('../../golden/settlement-node/', import.meta.url);

const exchange = z.looseObject({
  meaning: z.string(),
  jurisdiction: z.string(),
  options: z.record(z.string(), z.union([z.string(), z.number()])),
  instant: z.iso.datetime().transform((text) => Date.parse(text)),
  after: z.array(z.string()).default([]),
  transaction: z.string(),
  sequence: z.string(),
  persons: z.array(z.string()),
  random: z.array(z.string()),
  plain: z.string(),
  expected: z.looseObject({ code: z.string().optional() }).optional(),
});
export type GoldenExchange = z.output<typeof exchange>;

const people = z
  .array(z.object({ holder: z.object({ number: z.string(), name: z.string() }) }))
  .transform((files) => new Map(files.map(({ holder }) => [holder.number, holder.name])));

/** What stands beside the bytes. */
export const readGolden = (name: string): GoldenExchange =>
  exchange.parse(JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')));

export const readGoldenBytes = (name: string): Buffer => readFileSync(new URL(`${name}.bin`, FOLDER));

/** Names of all exchanges that begin with a request of ours. */
export const GOLDEN_NAMES: readonly string[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.request.json'))
  .map((file) => file.slice(0, -'.request.json'.length));

/** The names of the persons of the golden world, by number. */
export const GOLDEN_PEOPLE: ReadonlyMap<string, string> = people.parse(
  JSON.parse(readFileSync(new URL('../make/housing-fund-files.json', FOLDER), 'utf8')),
);
