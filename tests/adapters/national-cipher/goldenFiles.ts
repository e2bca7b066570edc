import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../golden/national-cipher/', import.meta.url);

/** What lies beside the bytes: how they were made, and what an answer means. */
interface GoldenCase {
  readonly meaning: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Of the pair whose public key is an option. */
  readonly platformPrivateKey: string;
  readonly now: number;
  readonly serviceCode: string;
  readonly serialNo: string;
  /** Hex. */
  readonly random: { readonly sm4Key: string; readonly iv: string };
  /** The business object before it was sealed; `null` where nothing was. */
  readonly plain: Readonly<Record<string, string | number>> | null;
  readonly signString: string | null;
  readonly expected?: {
    readonly refusal?: string | number;
    readonly layer?: 'inner' | 'outer';
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
