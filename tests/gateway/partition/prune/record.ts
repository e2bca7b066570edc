/** A representation of the contract's main entity. */
export const RECORD = { __typename: 'Record', jurisdiction: '430000', holderId: 'h' };
