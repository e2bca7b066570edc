/** A key, or while it is changed both, under which contexts are accepted. */
export type AcceptedKeys = Uint8Array | readonly Uint8Array[];
