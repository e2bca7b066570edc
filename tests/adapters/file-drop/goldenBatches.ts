import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../golden/file-drop/', import.meta.url);

/** What a golden file says of one batch. */
export interface GoldenBatch {
  readonly name: string;
  readonly meaning: string;
  readonly department: 'housing-fund' | 'social-insurance';
  readonly jurisdiction: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly instant: string;
  readonly type: string;
  readonly file: string;
  readonly digestFile: string;
  readonly markerFile: string;
  readonly result: { readonly file: string; readonly digestFile: string; readonly instant: string };
  readonly answer: { readonly file: string; readonly digestFile: string };
  readonly lines: readonly { readonly number: string; readonly serial: string }[];
  readonly expected: {
    readonly batch: string;
    readonly lines: readonly { readonly line: number; readonly code: string }[];
    readonly asOf: string;
    readonly persons: readonly Readonly<Record<string, unknown>>[];
  };
  /** The bytes of `<name>.<part>.bin`. */
  bytes(part: string): Buffer;
}

/** The golden batches of a kind: `data` as centres write them, `request` as we do. */
export function goldenBatches(kind: 'data' | 'request'): readonly GoldenBatch[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(`.${kind}.json`))
    .map((file) => {
      const name = file.replace(`.${kind}.json`, '');
      return {
        ...JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')),
        name,
        bytes: (part: string) => readFileSync(new URL(`${name}.${part}.bin`, FOLDER)),
      };
    });
}
