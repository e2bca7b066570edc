import type { CaseVault } from '../CaseVault.ts';
import type { GivenMaterial } from '../NewCase.ts';

/** Files that are to become materials of a case. */
export interface FileBinding {
  readonly caseId: string;
  /** Of the case: from now on it seals the keys of these files. */
  readonly caseKey: Uint8Array;
  /** Digest of who uploaded them. */
  readonly owner: Buffer;
  readonly materials: readonly GivenMaterial[];
  readonly vault: CaseVault;
}
