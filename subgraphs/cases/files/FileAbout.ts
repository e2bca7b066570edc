/** What a file is beside its bytes: sealed, because a name may be a person's and a digest may be tried. */
export interface FileAbout {
  readonly name: string | null;
  /** SHA-256 of the content, hexadecimal. */
  readonly sha256: string;
}
