/** 返回码 of a RECORD that cannot be taken. */
export type RecordCode = '-8' | '-11' | '-12';

/** A RECORD that cannot be taken; the message is for an operator and holds no value of it. */
export class BadRecord extends Error {
  override readonly name = 'BadRecord';
  readonly code: RecordCode;

  constructor(code: RecordCode, message: string) {
    super(message);
    this.code = code;
  }
}
