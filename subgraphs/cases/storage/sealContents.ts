import type { CaseVault } from '../CaseVault.ts';

/** Something written in a case, as it is stored. */
export interface SealedContent {
  readonly name: string;
  readonly sealed: Buffer;
  readonly digest: Buffer;
}

export interface OpenContents {
  readonly caseId: string;
  /** By name: `form`, `outputs:<step>`, `reason:<step>`. */
  readonly contents: Readonly<Record<string, unknown>>;
  readonly key: Uint8Array;
  readonly vault: CaseVault;
}

/** Seals what was written in a case. */
export const sealContents = ({ caseId, contents, key, vault }: OpenContents): readonly SealedContent[] =>
  Object.entries(contents).map(([name, content]) => ({
    name,
    sealed: vault.seal(content, key, [caseId, name]),
    digest: vault.digest(content, key),
  }));
