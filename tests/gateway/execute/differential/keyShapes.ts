/** Keys of all shapes: one field, two, parts of a value, a list, a key of another entity (`Hub`). */
export const keyShapes = [
  'id',
  'code',
  'id code',
  'spot { region number }',
  'rays',
  'hub { serial }',
] as const;
