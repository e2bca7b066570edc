import { isMap, isScalar, parseDocument } from 'yaml';
import { z } from 'zod';
import { hasCredentials } from '../hasCredentials.ts';
import { describeYamlFault } from '../reload/describeYamlFault.ts';
import { divisionPrefix } from './divisionPrefix.ts';
import { PartitionTable } from './PartitionTable.ts';

const serviceName = z.string().regex(/^[A-Za-z_][\w-]*$/, 'is not a subgraph name');
const url = z
  .string('the URL is not a text')
  .refine((text) => httpUrl(text) !== null, 'the URL is not an http or https address')
  .refine((text) => !/[\s\\#]/.test(text), 'the URL must hold no blanks, no backslashes and no fragment (#…)')
  .refine((text) => httpUrl(text)?.port !== '0', 'the URL must have a port, 1 to 65535, or none')
  .refine((text) => !hasCredentials(text), 'the URL must not hold credentials')
  .refine((text) => hasPath(text), 'the URL has no path: an endpoint is …/CODE/graphql');

export interface PartitionsReading {
  readonly file: string;
  /** Another name is a slip, which would leave the places of the right one without an endpoint; any where none is given. */
  readonly services?: readonly string[];
}

/**
 * Reads a partitions file, YAML or JSON: subgraph name → division prefix → URL; a `revision` may stand among the names.
 *
 * @param options - `file`: its name, for messages only; `services`: the subgraphs of the supergraph.
 * @throws {RangeError} one line with file, service, prefix and reason; URLs are never quoted.
 */
export function parsePartitions(
  text: string,
  { file, services: known = [] }: PartitionsReading,
): PartitionTable {
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
  const broken = document.errors[0];
  if (broken) throw fault(file, describeYamlFault(text, broken));
  if (!isMap(document.contents)) throw fault(file, 'expected subgraph names with division prefixes and URLs');

  const services = new Map<string, ReadonlyMap<string, string>>();
  for (const [service, places] of entriesOf(document.contents, file)) {
    // Which one this is says nothing about places.
    if (service === 'revision' && isScalar(places)) continue;
    checked(serviceName, service, file, JSON.stringify(service));
    if (known.length > 0 && !known.includes(service)) {
      throw fault(file, `the supergraph has no subgraph ${service}; it has ${known.join(', ')}`);
    }
    if (!isMap(places)) throw fault(file, `${service}: expected division prefixes with URLs`);
    const urls = new Map<string, string>();
    for (const [digits, address] of entriesOf(places, `${file}: ${service}`)) {
      const place = `${service} ${JSON.stringify(digits)}`;
      checked(divisionPrefix, digits, file, place);
      urls.set(digits, checked(url, isScalar(address) ? address.value : undefined, file, place));
    }
    services.set(service, urls);
  }
  return new PartitionTable(services);
}

/** Keys as texts, so that `43` and `"43"` are seen to be the same prefix, which YAML itself does not. */
function* entriesOf(map: unknown, where: string): Generator<readonly [string, unknown]> {
  const seen = new Set<string>();
  for (const { key, value } of isMap(map) ? map.items : []) {
    const name = isScalar(key) ? (key.source ?? String(key.value)) : '';
    if (seen.has(name)) throw fault(where, `${JSON.stringify(name)} stands there twice`);
    seen.add(name);
    yield [name, value];
  }
}

function checked(shape: z.ZodType<string>, value: unknown, file: string, place: string): string {
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  throw fault(file, `${place}: ${read.error.issues[0]?.message ?? 'is not acceptable'}`);
}

function httpUrl(text: string): URL | null {
  const parsed = URL.canParse(text) ? new URL(text) : null;
  return parsed?.protocol === 'http:' || parsed?.protocol === 'https:' ? parsed : null;
}

function hasPath(text: string): boolean {
  const parsed = httpUrl(text);
  return parsed === null || parsed.pathname !== '/';
}

const fault = (where: string, reason: string) => new RangeError(`${where}: ${reason}`);
