import { z } from 'zod';
import { accessSettings } from '../access/accessSettings.ts';
import { addressSetting } from '../addressSetting.ts';
import { cacheSettings } from '../cache/cacheSettings.ts';
import { maintenanceSettings } from '../maintenance/maintenanceSettings.ts';
import { redisSettings } from '../redis/redisSettings.ts';
import { settingName } from '../settingName.ts';
import { upstreamSettings } from '../upstream/govern/upstreamSettings.ts';
import { documentSettings } from './documents/documentSettings.ts';
import { edgeLimits } from './edgeLimits.ts';
import { issuerSettings } from './issuerSettings.ts';
import { subscriptionSettings } from './live/subscriptionSettings.ts';
import { overloadSettings } from './overload/overloadSettings.ts';
import { rateSettings } from './rates/rateSettings.ts';

/** Environment and flags give numbers as text. */
const port = z.preprocess(
  (value) => (typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : value),
  z
    .int('must be a port, 0 to 65535')
    .min(0, 'must be a port, 0 to 65535')
    .max(65_535, 'must be a port, 0 to 65535'),
);

const milliseconds = z
  .int('must be whole milliseconds')
  .min(1, 'must be at least 1 ms')
  .max(300_000, 'must be at most 300000 ms');

const address = addressSetting('http');

const origin = z
  .string('must be an origin')
  .refine(
    (text) =>
      text === '*' ||
      (/^https?:\/\/[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text),
    'must be "*" or an origin such as https://portal.example',
  );

const secret = z
  .string('must be at least 32 bytes in base64')
  .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'must be base64')
  .refine((text) => Buffer.from(text, 'base64').byteLength >= 32, 'must be at least 32 bytes in base64');

const file = z.string('must be the name of a file').min(1, 'must be the name of a file');

/** All that an operator may set, with defaults; the names are those of the configuration file. */
export const gatewaySettings = z.strictObject({
  /** 0 takes any free port. */
  port: port.default(4_000),
  host: z.string('must be a host').min(1, 'must be a host').default('127.0.0.1'),
  /** Default: the next port after `port`. */
  adminPort: port.optional(),
  supergraph: z
    .string('no supergraph file is given (--supergraph FILE)')
    .min(1, 'must be the name of a file'),
  partitions: file.optional(),
  /** Subgraph name → URL, instead of the supergraph's. */
  services: z.record(settingName, address).default({}),
  /** Origin of the server of cases, which `/files` is handed through to; without it nothing is served there. */
  files: address
    .refine(
      (text) => /^\/?$/.test(text.slice(new URL(text).origin.length)),
      'must be an origin, without a path, such as http://127.0.0.1:4203',
    )
    .transform((text) => new URL(text).origin)
    .optional(),
  /** Without any, there is no authentication. */
  issuers: z.array(issuerSettings).default([]),
  /** Master secret of the signed call contexts. */
  contextSecret: secret.optional(),
  contextSecretFile: file.optional(),
  deadlines: z
    .strictObject({ requestMs: milliseconds.default(5_000), jurisdictionMs: milliseconds.default(2_000) })
    .prefault({}),
  limits: edgeLimits.prefault({}),
  documents: documentSettings.prefault({}),
  rates: rateSettings.prefault({}),
  access: accessSettings.prefault({}),
  /** Of this file: an older one is refused. Looked at in its text. */
  revision: z.int('must be a whole number').min(0, 'must be at least 0').optional(),
  /** Where the gateway notes which revisions of its files it has used, for its next start. */
  revisions: file.optional(),
  /** An edit that takes away more of the endpoints, issuers or operations in use than this has to be confirmed. */
  maxRemovedPercent: z
    .int('must be whole percents')
    .min(0, 'must be at least 0')
    .max(100, 'must be at most 100')
    .default(50),
  subscriptions: subscriptionSettings.prefault({}),
  /** Whether known queries may be answered out of the bytes of subgraphs, after checking them. */
  fastLane: z.boolean('must be true or false').default(true),
  overload: overloadSettings.prefault({}),
  upstreams: upstreamSettings.prefault({}),
  redis: redisSettings.optional(),
  cache: cacheSettings.prefault({}),
  /** Windows, or a file of them, which may be edited while the gateway runs. */
  maintenance: z.union([file, maintenanceSettings]).default([]),
  executor: z.enum(['own', 'reference'], 'must be own or reference').default('own'),
  /** Labels of `@override` that hold for every request; `percent(n)` needs none of this. */
  overrideLabels: z.array(settingName).default([]),
  /** Whether clients may ask for the schema. */
  introspection: z.boolean('must be true or false').default(true),
  playground: z
    .strictObject({
      /** Default: not in production. */
      enabled: z.boolean('must be true or false').optional(),
      /** Handed to every visitor of the page: for development only. */
      tokens: z
        .strictObject({
          citizen: z.string().optional(),
          allProvinces: z.string().optional(),
          sevenDialects: z.string().optional(),
          clerk: z.string().optional(),
        })
        .default({}),
      /** Ids that the clerk's tab starts with. */
      sampleHolders: z.array(z.string()).default([]),
    })
    .prefault({}),
  cors: z.strictObject({ origins: z.array(origin).default([]) }).prefault({}),
  /** A collector of traces (OpenTelemetry, OTLP over HTTP); without it there are none. */
  otlpEndpoint: address
    .refine((text) => !text.includes('?'), 'must hold no query')
    .refine((text) => !/\/v1\/traces\/?$/.test(text), 'must be without /v1/traces, which is added')
    .optional(),
  /** Which share of traces is kept that begin here; of others the caller has decided. */
  traceRatio: z
    .preprocess(
      (value) => (typeof value === 'string' && /^\d*\.?\d+$/.test(value) ? Number(value) : value),
      z.number('must be 0 to 1').min(0, 'must be 0 to 1').max(1, 'must be 0 to 1'),
    )
    .default(1),
  logLevel: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be fatal, error, warn, info, debug, trace or silent',
    )
    .default('info'),
});

export type GatewaySettings = z.output<typeof gatewaySettings>;
