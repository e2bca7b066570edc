/** Why an operation cannot be spliced. */
export class NotFast extends Error {
  override readonly name = 'NotFast';
}
