import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';

/** 查询对象. */
type Item =
  | { readonly gmsfhm: string; readonly xm: string }
  | { readonly tyshxydm: string; readonly dwmc: string };

/** 请求报文 about holders, as many as the place takes at once. */
export function toRequestBody(holders: readonly HolderIdentity[]): { readonly items: readonly Item[] } {
  return { items: holders.map(toItem) };
}

function toItem({ kind, number, name }: HolderIdentity): Item {
  return kind === 'NATURAL_PERSON' ? { gmsfhm: number, xm: name } : { tyshxydm: number, dwmc: name };
}
