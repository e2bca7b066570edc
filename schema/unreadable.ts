/** The system's reason in words that name what was to be read; a directory in a file's place says nothing of its name by itself. */
export function unreadable(path: string, what: string, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  return new Error(`${path} cannot be read as ${what}${code}`, { cause: error });
}
