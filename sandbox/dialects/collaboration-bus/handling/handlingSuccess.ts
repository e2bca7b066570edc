/** The success code per operation: docs/dialects/collaboration-bus.md, section 13.1. */
export const HANDLING_SUCCESS: ReadonlyMap<string, string> = new Map([
  ['0201', '1'],
  ['0202', '0'],
  ['0203', '3'],
  ['0301', '1'],
  ['0302', '0'],
  ['0303', '3'],
  ['0401', '2'],
  ['0402', '1'],
  ['0403', '0'],
  ['0501', '0'],
  ['0502', '1'],
  ['0601', '3'],
  ['0602', '0'],
]);
