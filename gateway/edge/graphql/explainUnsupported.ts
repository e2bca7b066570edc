const INCREMENTAL = /^Unknown directive "@(defer|stream)"\.$/;

/** What graphql-js says of a directive that clients may know from elsewhere, and what to do instead. */
export const explainUnsupported = (message: string): string =>
  INCREMENTAL.test(message)
    ? message.replace(
        /\.$/,
        ': answers come in one piece here. Ask without it, or put what is slow into an operation of its own, sent at the same time.',
      )
    : message;
