import type { HolderIdentity } from '../../domain/HolderIdentity.ts';

/** The only holders of this dialect: its interfaces ask by citizen number. */
export type NaturalPerson = Extract<HolderIdentity, { readonly kind: 'NATURAL_PERSON' }>;
