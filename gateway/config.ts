import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { z } from 'zod';
import { TongbanError } from '../domain/TongbanError.ts';
import { describeIssue } from './describeIssue.ts';
import { completeDocuments, type DocumentsConfig } from './edge/documents/completeDocuments.ts';
import { withManifestsFrom } from './edge/documents/withManifestsFrom.ts';
import { type GatewaySettings, gatewaySettings } from './edge/gatewaySettings.ts';
import { type RedisConfig, readRedisConfig } from './redis/readRedisConfig.ts';
import { redisFromEnv } from './redis/redisFromEnv.ts';
import { inFileTurn } from './reload/inFileTurn.ts';
import { parseYaml } from './reload/parseYaml.ts';

/** What the command line may say; it goes before environment and file. */
export interface GatewayFlags {
  readonly supergraph?: string;
  readonly partitions?: string;
  readonly port?: string | number;
  readonly host?: string;
  readonly adminPort?: string | number;
  readonly executor?: string;
}

/** Where settings come from: flags before environment before file before defaults. */
export interface ConfigSources {
  /** A YAML or JSON file; paths in it are relative to it. */
  readonly file?: string;
  /** The content of such a file, in its place; paths in it are relative to the working directory. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env: NodeJS.ProcessEnv;
  readonly flags?: GatewayFlags;
}

/** A checked configuration; all paths are absolute. */
export interface GatewayConfig
  extends Readonly<
    Omit<
      GatewaySettings,
      'adminPort' | 'contextSecret' | 'contextSecretFile' | 'documents' | 'playground' | 'redis' | 'revision'
    >
  > {
  /** `undefined` where nothing is shared with other gateways. */
  readonly redis: RedisConfig | undefined;
  readonly documents: DocumentsConfig;
  /** `NODE_ENV` as it is. */
  readonly environment: string | undefined;
  /** `NODE_ENV=production` */
  readonly isProduction: boolean;
  /** `undefined`: the port after `port`, or any free one where that is taken. */
  readonly adminPort: number | undefined;
  /** At least 32 bytes; `undefined` where calls to subgraphs are not signed. */
  readonly contextSecret: Uint8Array | undefined;
  /** The file that it was read from. */
  readonly contextSecretFile: string | undefined;
  readonly playground: {
    readonly enabled: boolean;
    readonly tokens: GatewaySettings['playground']['tokens'];
    readonly sampleHolders: readonly string[];
  };
}

const FLAG_NAMES: Readonly<Record<keyof GatewayFlags, string>> = {
  supergraph: '--supergraph',
  partitions: '--partitions',
  port: '--port',
  host: '--host',
  adminPort: '--admin-port',
  executor: '--executor',
};

const VARIABLES = {
  port: 'PORT',
  host: 'HOST',
  logLevel: 'LOG_LEVEL',
  otlpEndpoint: 'OTEL_EXPORTER_OTLP_ENDPOINT',
  traceRatio: 'OTEL_TRACES_SAMPLER_ARG',
  contextSecret: 'TONGBAN_CONTEXT_SECRET',
  contextSecretFile: 'TONGBAN_CONTEXT_SECRET_FILE',
} as const;

/**
 * Reads the gateway's configuration once, at start.
 *
 * @throws {TongbanError} BAD_USER_INPUT, one line that names every bad setting where it was given; values are not
 *   quoted, they may be secrets.
 */
export async function readConfig({ file, settings, env, flags = {} }: ConfigSources): Promise<GatewayConfig> {
  const fromFile = file === undefined ? withPathsFrom('.', settings ?? {}) : await readSettings(file);
  const fromEnv = given(
    Object.entries(VARIABLES).map(([name, variable]) => [name, env[variable] || undefined]),
  );
  const fromFlags = withPathsFrom('.', given(Object.entries(flags)));
  // A secret given in one way replaces a secret given in another.
  if ('contextSecret' in fromEnv || 'contextSecretFile' in fromEnv) {
    delete fromFile['contextSecret'];
    delete fromFile['contextSecretFile'];
  }
  const placeOf = (name: string): string => {
    if (name in fromFlags) return nameOf(FLAG_NAMES, name);
    return name in fromEnv ? nameOf(VARIABLES, name) : name;
  };

  const outcome = gatewaySettings.safeParse(
    {
      ...fromFile,
      ...redisFromEnv(fromFile['redis'], env),
      ...withPathsFrom('.', fromEnv),
      ...fromFlags,
    },
    { error: describeIssue },
  );
  if (!outcome.success) {
    const problems = outcome.error.issues.flatMap(nearestIssues).map(({ path, message }) => {
      const [first, ...rest] = path.map(String);
      return first === undefined ? message : `${[placeOf(first), ...rest].join('.')}: ${message}`;
    });
    throw refusal(`${file ?? 'the configuration of the gateway'} is not valid: ${problems.join('; ')}`);
  }
  const completed = complete(outcome.data, env['NODE_ENV']);
  if (file === undefined) return completed;
  return completed.catch((error: unknown) => {
    throw error instanceof TongbanError ? refusal(`${file} is not valid: ${error.message}`) : error;
  });
}

/** Where one of several shapes would do: what is wrong by the one that the value comes nearest to. Of a name: what is wrong with it. */
function nearestIssues(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code === 'invalid_key') return issue.issues.map((nested) => ({ ...nested, path: issue.path }));
  if (issue.code !== 'invalid_union') return [issue];
  const [first = [], ...others] = issue.errors;
  const nearest = others.find((issues) => issues.some(({ path }) => path.length > 0)) ?? first;
  // A word that chooses between shapes and chooses none.
  if (nearest.length === 0) return [issue];
  return nearest.map((nested) => ({ ...nested, path: [...issue.path, ...nested.path] }));
}

async function complete(settings: GatewaySettings, environment: string | undefined): Promise<GatewayConfig> {
  const isProduction = environment === 'production';
  const {
    adminPort,
    contextSecret: inline,
    contextSecretFile,
    playground,
    redis,
    revision: _,
    ...others
  } = settings;
  if (inline !== undefined && contextSecretFile !== undefined) {
    throw refusal('contextSecret and contextSecretFile are both given; one is enough');
  }
  const encoded = contextSecretFile === undefined ? inline : await readSecret(contextSecretFile);
  const contextSecret = encoded === undefined ? undefined : new Uint8Array(Buffer.from(encoded, 'base64'));
  if (others.issuers.length > 0 && contextSecret === undefined) {
    throw refusal(
      'issuers are configured without a context secret: subgraphs could not tell one caller from another; set contextSecretFile or TONGBAN_CONTEXT_SECRET',
    );
  }
  const byRedis = Object.entries(others.subscriptions.upstreams).find(
    ([, { transport }]) => transport === 'redis',
  );
  if (redis !== undefined && redis.url === undefined && redis.urlFile === undefined)
    throw refusal('redis: url or urlFile must be given (or REDIS_URL)');
  if (byRedis !== undefined && redis === undefined)
    throw refusal(
      `subscriptions.upstreams.${byRedis[0]} is told by Redis, whose address is not given (redis.url or REDIS_URL)`,
    );
  if (adminPort === others.port && adminPort !== 0) throw refusal('adminPort: must not be port itself');
  const names = others.issuers.map(({ issuer }) => issuer);
  if (new Set(names).size < names.length) throw refusal('issuers: an issuer stands there twice');
  return {
    ...others,
    adminPort,
    contextSecret,
    environment,
    isProduction,
    documents: completeDocuments(others.documents, isProduction),
    redis:
      redis && (await readRedisConfig(redis, (file) => readText(file, 'the file of the address of Redis'))),
    contextSecretFile,
    playground: { ...playground, enabled: playground.enabled ?? !isProduction },
  };
}

async function readSettings(file: string): Promise<Record<string, unknown>> {
  const content = parsed(file, await readText(file, 'the configuration file'));
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw refusal(`${file} is not valid: expected settings by name`);
  }
  return withPathsFrom(dirname(file), { ...content });
}

function parsed(file: string, text: string): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    throw refusal(
      `${file} is not valid: ${error instanceof RangeError ? error.message : 'it cannot be read'}`,
    );
  }
}

async function readSecret(file: string): Promise<string> {
  const text = (await readText(file, 'the file of the context secret')).trim();
  const { success } = gatewaySettings.shape.contextSecret.safeParse(text);
  if (!success) throw refusal(`${file} does not hold at least 32 bytes in base64`);
  return text;
}

async function readText(file: string, role: string): Promise<string> {
  try {
    // A secret may come through a pipe, which is read once.
    return await inFileTurn(file, () => readFile(file, 'utf8'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw refusal(`${file}: ${role} cannot be read (${code})`);
  }
}

/** Makes the paths among settings absolute; what is no text is left to the check. */
function withPathsFrom(folder: string, settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const absolute = (value: unknown) =>
    typeof value === 'string' && value !== '' ? resolve(folder, value) : value;
  const changed: Record<string, unknown> = { ...settings };
  for (const name of ['supergraph', 'partitions', 'contextSecretFile', 'maintenance', 'revisions']) {
    if (name in changed) changed[name] = absolute(changed[name]);
  }
  const { issuers, redis, documents } = settings;
  if (documents !== undefined) changed['documents'] = withManifestsFrom(documents, absolute);
  if (typeof redis === 'object' && redis !== null && 'urlFile' in redis) {
    changed['redis'] = { ...redis, urlFile: absolute(redis.urlFile) };
  }
  if (Array.isArray(issuers)) {
    changed['issuers'] = issuers.map((issuer: unknown) =>
      typeof issuer === 'object' && issuer !== null && 'jwksFile' in issuer
        ? { ...issuer, jwksFile: absolute(issuer.jwksFile) }
        : issuer,
    );
  }
  return changed;
}

const given = (entries: readonly (readonly [string, unknown])[]): Record<string, unknown> =>
  Object.fromEntries(entries.filter(([, value]) => value !== undefined));

const nameOf = (names: Readonly<Record<string, string>>, name: string): string => names[name] ?? name;

const refusal = (message: string) => new TongbanError('BAD_USER_INPUT', message);
