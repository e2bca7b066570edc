/** undici keeps in its errors the bytes that it could not read, which may be about a person: whoever prints the error would tell them. */
export function withoutBytes(error: Error): Error {
  if ('data' in error) delete error.data;
  return error;
}
