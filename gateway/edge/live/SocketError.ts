import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** An error that is written already, on its way through a library that would write it itself. */
export class SocketError extends GraphQLError {
  readonly formatted: GraphQLFormattedError;

  constructor(formatted: GraphQLFormattedError) {
    super(formatted.message);
    this.formatted = formatted;
  }
}
