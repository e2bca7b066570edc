/** What name and digest of a file are bound to under its key. */
export const aboutRow = (fileId: string): readonly [string, string] => [fileId, 'about'];
