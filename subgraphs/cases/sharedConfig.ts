import { z } from 'zod';
import { secretKey } from '../serving/secretKey.ts';
import { filesConfig } from './files/filesConfig.ts';

const url = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' });

/** What the server of cases and its workers are both told. */
export const sharedConfig = {
  /** `postgres://…`; may hold a password and is never printed. */
  databaseUrl: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// URL'),
  /** At least 32 bytes in base64: seals the keys of what people write in cases. */
  caseKey: secretKey(32),
  /** Shared with the gateway; cases calls people, the catalogue and the places' servers with contexts of its own. */
  contextKey: z.strictObject({ master: secretKey(32), also: secretKey(32).optional() }),
  /** Where people and the catalogue answer, without a path. */
  services: z.strictObject({ people: url, catalog: url }),
  /** The gateway's partitions file: where the servers of the places are. Followed while it is edited; it may come later. */
  partitions: z.string().min(1),
  /** Admin ports of gateways that keep records of places, without a path: they are told which record a step has changed. */
  gateways: z.array(url).max(100).default([]),
  /** 整改: a bad rating is to be answered within so many working days; default no limit, none is set for the whole country. */
  correctionWorkingDays: z.int().min(1).max(60).nullable().default(null),
  /** 草稿: days for which what was not handed in is kept since it was saved last. */
  draftDays: z.int().min(1).max(365).default(30),
  /** Days for which a mutation that comes again under its `idempotencyKey` is known. */
  idempotencyDays: z.int().min(1).max(3_650).default(90),
  /** Hours that people who are invited to a case have to consent; then it ends. */
  consentHours: z.int().min(1).max(2_160).default(168),
  /** Materials of cases; without it no files are taken. */
  files: filesConfig.optional(),
};
