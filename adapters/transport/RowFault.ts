/** What is wrong with one row or line of an exchange, by the centre's own table of codes. */
export class RowFault extends Error {
  override readonly name = 'RowFault';
  readonly code: string;
  /** For people; without personal data and without parts of the content. */
  readonly text: string;

  constructor(code: string, text: string) {
    super(`${code} ${text}`);
    this.code = code;
    this.text = text;
  }
}
