import type { HolderIdentity } from '../../domain/HolderIdentity.ts';

/** The only holders that interfaces of social insurance know: they are asked by citizen number. */
export type NaturalPerson = Extract<HolderIdentity, { readonly kind: 'NATURAL_PERSON' }>;
