import type { TongbanError } from '../../domain/TongbanError.ts';

/** A request that is answered before any GraphQL is executed. */
export class HttpRefusal extends Error {
  override readonly name = 'HttpRefusal';
  readonly status: number;
  readonly error: TongbanError;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, error: TongbanError, headers: Readonly<Record<string, string>> = {}) {
    super(error.message, { cause: error });
    this.status = status;
    this.error = error;
    this.headers = headers;
  }
}
