import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../golden/gbk-xml/', import.meta.url);

/** What lies beside the bytes: how they were made, and what an answer means. */
interface GoldenCase {
  readonly meaning: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly now: number;
  readonly transaction: string;
  readonly lsh: string;
  readonly body: Readonly<Record<string, string>>;
  readonly expected?: {
    readonly refusal?: string;
    readonly asOf?: number;
    readonly total?: number;
    readonly person?: { readonly number: string; readonly name: string };
    readonly rows?: readonly Readonly<Record<string, unknown>>[];
  };
}

interface GoldenFile extends GoldenCase {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The messages that a third implementation wrote. */
export function goldenFiles(kind: 'request' | 'answer'): readonly GoldenFile[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(`.${kind}.json`))
    .map((file) => {
      const name = file.slice(0, -'.json'.length);
      const described: GoldenCase = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
      return { ...described, name, bytes: readFileSync(new URL(`${name}.bin`, FOLDER)) };
    });
}
