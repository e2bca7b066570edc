/** 归集业务类型 that reduce a balance: 内部转移, 外部转出, 部分提取, 销户提取. */
export const REDUCING_KINDS: ReadonlySet<string> = new Set(['06', '07', '11', '12']);
