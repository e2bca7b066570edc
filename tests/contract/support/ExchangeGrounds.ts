import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { z } from 'zod';
import type { Place } from '../../../adapters/Place.ts';

const counted = z.tuple([z.object({ n: z.number() })]);
const BATCH_FOLDERS = ['out', 'out/claim'];

/** The tables and folders over which centres and adapters meet, as an operator looks into them. */
export class ExchangeGrounds {
  readonly #pools = new Map<string, pg.Pool>();

  /** Whether a place has one. */
  static isOne({ dialect }: Pick<Place, 'dialect'>): boolean {
    return dialect === 'exchange-table' || dialect === 'file-drop';
  }

  /** Data rows that are neither done nor refused; batches whose marker stands where we take them, or took them. */
  async waiting({ dialect, url, options }: Place): Promise<number> {
    if (dialect === 'exchange-table') return this.#openRows(url, String(options['schema']));
    const root = fileURLToPath(url);
    const names = await Promise.all(BATCH_FOLDERS.map((folder) => readdir(join(root, folder))));
    return names.flat().filter((name) => name.endsWith('.ok')).length;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.end()));
  }

  async #openRows(url: string, schema: string): Promise<number> {
    const pool = this.#pools.get(url) ?? new pg.Pool({ connectionString: url, max: 1 });
    this.#pools.set(url, pool);
    const { rows } = await pool.query(
      `select count(*)::int as n from ${pg.escapeIdentifier(schema)}.qz_sjxx where clzt in (0, 1)`,
    );
    return counted.parse(rows)[0].n;
  }
}
