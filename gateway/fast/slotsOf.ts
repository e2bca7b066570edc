/** The key fields of an object that several fetches may ask about, each once: their values are kept in this order. */
export const slotsOf = (places: readonly { readonly keys: readonly string[] }[]): readonly string[] => [
  ...new Set(places.flatMap(({ keys }) => keys)),
];
