import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';

/** 查询对象. */
type Item =
  | { readonly gmsfhm: string; readonly xm?: string }
  | { readonly tyshxydm: string; readonly dwmc?: string };

/** Characters; a longer name would make the system refuse everybody in the same call. */
const LONGEST_XM = 100;
const LONGEST_DWMC = 200;

/** 请求报文 about holders, as many as the place takes at once; names are optional and the system does not compare them. */
export function toRequestBody(holders: readonly HolderIdentity[]): { readonly items: readonly Item[] } {
  return { items: holders.map(toItem) };
}

function toItem({ kind, number, name }: HolderIdentity): Item {
  if (kind === 'NATURAL_PERSON') {
    return { gmsfhm: number, ...(fits(name, LONGEST_XM) ? { xm: name } : {}) };
  }
  return { tyshxydm: number, ...(fits(name, LONGEST_DWMC) ? { dwmc: name } : {}) };
}

function fits(name: string, longest: number): boolean {
  return name !== '' && name.length <= longest;
}
