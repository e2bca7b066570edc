/** A reference to the record of a holder at a place. */
export const recordAt = (jurisdiction: string, holderId = 'h') => ({
  __typename: 'Record',
  jurisdiction,
  holderId,
});
