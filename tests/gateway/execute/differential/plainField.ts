import type { ModelField } from './Model.ts';

/** A field without arguments and directives, of one owner, that never fails. */
export const plainField = (name: string, named: string, type: string, owner: string): ModelField => ({
  name,
  type,
  named,
  args: '',
  owners: [owner],
  isShared: false,
  externalIn: new Set(),
  isCalm: true,
});
