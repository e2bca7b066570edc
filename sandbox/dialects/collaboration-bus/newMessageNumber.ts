import type { Bus } from './Bus.ts';

/** A message number (报文编号) of the bus's own. */
export const newMessageNumber = ({ site }: Bus): string => site.randomBytes(16).toString('hex').toUpperCase();
