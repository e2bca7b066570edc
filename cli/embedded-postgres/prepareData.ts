import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProcessLog } from '../processes/ProcessLog.ts';
import { clearOldServer } from './clearOldServer.ts';
import { createData } from './createData.ts';
import { placeData } from './placeData.ts';
import { type ServerUser, serverUser } from './serverUser.ts';
import { settleMove } from './settleMove.ts';
import { usableBinaries } from './usableBinaries.ts';

export interface PrepareDataOptions {
  /** The folder asked for, as a real path; claimed by this process. */
  readonly folder: string;
  readonly log: ProcessLog;
  /** The platform package's folder; found by itself when not given. */
  readonly native?: string;
}

/** Everything that a server needs to start. */
export interface PreparedData {
  readonly native: string;
  readonly home: string;
  readonly data: string;
  /** The server's account; `null` when it is our own. */
  readonly user: ServerUser | null;
}

/** Leaves a data folder that is complete, within the server's reach, and without a server. */
export async function prepareData(options: PrepareDataOptions, signal?: AbortSignal): Promise<PreparedData> {
  const { folder, log } = options;
  const inside = join(folder, 'data');
  await settleMove(inside);
  const nobody = await serverUser();
  const user = nobody && ((await ownerOf(inside)) ?? nobody);
  const given = options.native === undefined ? {} : { native: options.native };
  const native = await usableBinaries({ ...given, user, log }, signal);
  await clearOldServer({ native, data: await realpathIfAny(inside), user, log });
  const { home, data } = await placeData({ folder, user, log });
  await createData({ native, home, data, user }, signal);
  return { native, home, data, user };
}

/** Data that a plain user made stays that user's when root starts on it. */
async function ownerOf(data: string): Promise<ServerUser | null> {
  try {
    const { uid, gid } = await stat(data);
    return uid === 0 ? null : { uid, gid };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function realpathIfAny(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return path;
    throw error;
  }
}
