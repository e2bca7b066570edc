import type { Alliance } from '../../../domain/catalog/Alliance.ts';
import type { Channel } from '../citations/Channel.ts';

/** 区域联盟 as a version of the catalogue has it. */
export interface PublishedAlliance extends Alliance {
  readonly channels: readonly Channel[];
}
