/**
 * Lets `sslmode=require` mean what it means to PostgreSQL: encrypted, whoever signed the certificate.
 *
 * @throws {TypeError} when the address cannot be read or is none of PostgreSQL.
 */
export function connectionString(url: string): string {
  const parsed = new URL(url);
  if (parsed.protocol !== 'postgres:' && parsed.protocol !== 'postgresql:') {
    throw new TypeError('url must begin with postgres://');
  }
  if (parsed.searchParams.has('sslmode')) parsed.searchParams.set('uselibpqcompat', 'true');
  return parsed.href;
}
