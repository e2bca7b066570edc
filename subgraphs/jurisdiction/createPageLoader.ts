import DataLoader from 'dataloader';

/** A request's loader of paged lists, which systems answer one by one: the same page is asked once. */
export function createPageLoader<Request, Answer>(
  find: (request: Request) => Promise<Answer>,
  key: (request: Request) => string,
): DataLoader<Request, Answer, string> {
  return new DataLoader<Request, Answer, string>(
    (requests) =>
      Promise.all(requests.map((request) => find(request).catch((error: unknown) => toError(error)))),
    { cacheKeyFn: key },
  );
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error('a loader failed', { cause: error });
}
