/** A place cannot be connected by a server that keeps nothing of what systems send. @param why - what would be lost. */
export function missingStore(why: string): TypeError {
  return new TypeError(`databaseUrl and storeKey are missing: ${why}`);
}
