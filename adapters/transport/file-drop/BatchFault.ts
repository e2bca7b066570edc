/** Why a batch is refused whole, by the centre's own table of codes. */
export class BatchFault extends Error {
  override readonly name = 'BatchFault';
  readonly code: string;

  /** @param what - in words for an operator; never personal data. */
  constructor(code: string, what: string) {
    super(what);
    this.code = code;
  }
}
