import { yuanText } from '../../yuanText.ts';

/** Fen as yuan without superfluous zeros: `1234.5`, `800`, `0`. */
export const shortYuan = (fen: bigint): string => yuanText(fen).replace(/\.?0+$/, '');
