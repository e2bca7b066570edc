import { TongbanError } from '../../domain/TongbanError.ts';
import { type RedisSettings, redisSettings } from './redisSettings.ts';

/** Where Redis is, and how it is used. */
export interface RedisConfig extends Omit<RedisSettings, 'url' | 'urlFile'> {
  readonly url: string;
}

/**
 * @param read - gives the text of a file.
 * @returns `undefined` where no address is given.
 * @throws {TongbanError} BAD_USER_INPUT, one line that quotes no address: it may hold a password.
 */
export async function readRedisConfig(
  { url, urlFile, ...others }: RedisSettings,
  read: (file: string) => Promise<string>,
): Promise<RedisConfig | undefined> {
  if (url !== undefined && urlFile !== undefined) {
    throw new TongbanError('BAD_USER_INPUT', 'redis.url and redis.urlFile are both given; one is enough');
  }
  if (urlFile === undefined) return url === undefined ? undefined : { ...others, url };
  const address = (await read(urlFile)).trim();
  if (!redisSettings.safeParse({ ...others, url: address }).success) {
    throw new TongbanError('BAD_USER_INPUT', `${urlFile} does not hold the address of a Redis server`);
  }
  return { ...others, url: address };
}
