const INCREMENTAL = /^Unknown directive "@(defer|stream)"\.$/;
const NO_INTROSPECTION = /^GraphQL introspection is not allowed by Apollo Server/;

/** What a library says of something that clients may know from elsewhere, in words for them: what to do instead, and not how to set the library up. */
export function explainUnsupported(message: string): string {
  if (NO_INTROSPECTION.test(message))
    return 'This gateway does not tell its schema: __schema and __type are not answered. Ask its operator for the schema.';
  if (!INCREMENTAL.test(message)) return message;
  return message.replace(
    /\.$/,
    ': answers come in one piece here. Ask without it, or put what is slow into an operation of its own, sent at the same time.',
  );
}
