import type { SandboxSite } from '../../SandboxDialect.ts';
import type { NodeCipher } from './createNodeCipher.ts';
import type { SettlementNodeOptions } from './SettlementNodeOptions.ts';

/** What all parts of one hub share. */
export interface Hub {
  readonly site: SandboxSite;
  readonly options: SettlementNodeOptions;
  readonly nodeKey: Buffer;
  readonly cipher: NodeCipher;
  /** Whether the node has not used this sequence on this day; it is used from now on. */
  readonly isNew: (day: string, sequence: string) => boolean;
  /** The hub's own next sequence; `now` is epoch ms. */
  readonly number: (now: number) => string;
}
