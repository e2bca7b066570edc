import { errorCauses } from '@apollo/federation-internals';

const MOST_CAUSES = 5;
/** Where Apollo's message of a subgraph that it cannot make of a supergraph says why, below two lines that say that it cannot. */
const DETAIL = /\nDetails:\n(.+)/;

/**
 * Why a supergraph cannot be used, in one line: Apollo's own message of several faults ends its first line before any of them.
 *
 * @param error - what reading it threw.
 */
export function supergraphFault(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const causes = errorCauses(error) ?? [error];
  const more = causes.length > MOST_CAUSES ? [`and ${causes.length - MOST_CAUSES} more`] : [];
  const reasons = causes.slice(0, MOST_CAUSES).map(reasonOf);
  return new Error([...reasons, ...more].join('; '), { cause: error });
}

function reasonOf({ message }: Error): string {
  const [first = ''] = message.split('\n', 1);
  const detail = DETAIL.exec(message)?.[1];
  return detail === undefined ? first : `${first} ${detail}`;
}
