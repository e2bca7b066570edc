/** The name of a batch, in parts. */
export interface BatchName {
  /** Without ending. */
  readonly whole: string;
  /** In lower case. */
  readonly type: string;
  readonly place: string;
  /**
   * What it is of: data of the centre, the answer to a request of ours under this reference, or what became of an
   * application of ours (办理申请) whose first line has this business key.
   */
  readonly kind:
    | { readonly is: 'DATA' }
    | { readonly is: 'ANSWER'; readonly reference: string }
    | { readonly is: 'REGISTRATION'; readonly businessKey: string };
}

const DATA = /^([a-z]{4})_(\d{6})_\d{8}_\d{4}$/;
/** The business key in lower case and four characters of the attempt. */
const REGISTRATION = /^(blsq)_(\d{6})_\d{8}_([0-9a-z]{16,32})[0-9a-z]{4}_res$/;
const ANSWER = /^(cxqq)_(\d{6})_\d{8}_([0-9a-z]{12})_res$/;

/**
 * Reads the name of a batch of the centre. Nothing that could lead out of the directory has this form.
 *
 * @returns `null` for any other name, which is to be left alone.
 * @see docs/dialects/file-drop.md, 2 and 11.1
 */
export function readBatchName(whole: string): BatchName | null {
  const [, type, place] = DATA.exec(whole) ?? [];
  if (type !== undefined && place !== undefined) return { whole, type, place, kind: { is: 'DATA' } };

  const [, application, at, key] = REGISTRATION.exec(whole) ?? [];
  if (application !== undefined && at !== undefined && key !== undefined) {
    const kind = { is: 'REGISTRATION', businessKey: key.toUpperCase() } as const;
    return { whole, type: application, place: at, kind };
  }

  const [, request, where, reference] = ANSWER.exec(whole) ?? [];
  if (request === undefined || where === undefined || reference === undefined) return null;
  return { whole, type: request, place: where, kind: { is: 'ANSWER', reference } };
}
