import type { CaseVault } from '../CaseVault.ts';
import { contentRow } from './contentRow.ts';

/** Something written in a case, as it is stored. */
export interface SealedContent {
  readonly name: string;
  /** Of the event that it was written with: what is written under the same name later stands beside it. */
  readonly sequence: number;
  readonly sealed: Buffer;
  readonly digest: Buffer;
}

export interface OpenContents {
  readonly caseId: string;
  readonly sequence: number;
  /** By name: `form`, `outputs:<step>`, `reason:<step>`. */
  readonly contents: Readonly<Record<string, unknown>>;
  readonly key: Uint8Array;
  readonly vault: CaseVault;
}

/** Seals what was written in a case. */
export const sealContents = ({
  caseId,
  sequence,
  contents,
  key,
  vault,
}: OpenContents): readonly SealedContent[] =>
  Object.entries(contents).map(([name, content]) => ({
    name,
    sequence,
    sealed: vault.seal(content, key, contentRow(caseId, name, sequence)),
    digest: vault.digest(content, key),
  }));
