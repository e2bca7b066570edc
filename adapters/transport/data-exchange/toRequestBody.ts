import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';

/** 查询对象. */
type Item = { readonly gmsfhm: string } | { readonly tyshxydm: string };

/**
 * 请求报文 about holders, as many as the place takes at once.
 *
 * Without names: they are optional, the system does not compare them, and one that it dislikes would make it refuse
 * everybody in the same call.
 */
export function toRequestBody(holders: readonly HolderIdentity[]): { readonly items: readonly Item[] } {
  return { items: holders.map(toItem) };
}

function toItem({ kind, number }: HolderIdentity): Item {
  return kind === 'NATURAL_PERSON' ? { gmsfhm: number } : { tyshxydm: number };
}
