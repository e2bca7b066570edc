/** Names one stored part of a file: two random UUIDs, never anything that a client said. */
export interface PartName {
  readonly fileId: string;
  readonly partId: string;
}

/** Where sealed parts of files lie. Nothing is ever overwritten: every part has a name of its own. */
export interface FileStore {
  /**
   * Stores a part; when it resolves, the part survives a crash of the machine that the store promises to survive.
   *
   * @param sealed - a little over 1 MiB at most.
   * @throws {TongbanError} INTERNAL_SERVER_ERROR, retryable, when it cannot.
   */
  put(name: PartName, sealed: Buffer): Promise<void>;
  /** @throws {TongbanError} INTERNAL_SERVER_ERROR when it is not there; retryable where the store could not be asked. */
  get(name: PartName): Promise<Buffer>;
  /** Removes a part; what is not there is no error. @throws {TongbanError} as `put`. */
  remove(name: PartName): Promise<void>;
}
