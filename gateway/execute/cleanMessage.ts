const ADDRESS = /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>)\]]+/gi;
/** What is longer quotes something; and looking for addresses in it takes time by its square. */
const LONGEST = 1_000;

/** An upstream's message without addresses: where a subgraph lives is nobody's business outside. */
export function cleanMessage(message: unknown): string {
  if (typeof message !== 'string' || message === '') return 'An error upstream';
  const short = message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message;
  return short.replace(ADDRESS, '[address]');
}
