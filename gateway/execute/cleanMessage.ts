const ADDRESS = /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>)\]]+/gi;

/** An upstream's message without addresses: where a subgraph lives is nobody's business outside. */
export function cleanMessage(message: unknown): string {
  return typeof message === 'string' && message !== ''
    ? message.replace(ADDRESS, '[address]')
    : 'An error upstream';
}
