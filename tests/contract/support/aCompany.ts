import { theWorld } from './theWorld.ts';

const company = theWorld.holders.find(({ kind }) => kind === 'company');
if (company === undefined) throw new Error('there is no company');

/** A company of the sandbox's world. */
export const aCompany = company;
