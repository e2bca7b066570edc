import type { PartName } from './FileStore.ts';

/** What a sealed part is bound to: its own name and place, so that no other part passes for it. */
export const partRow = ({ fileId, partId }: PartName, position: number): readonly string[] => [
  fileId,
  partId,
  String(position),
];
