import { createHash } from 'node:crypto';
import type { CasesScene } from '../../support/CasesScene.ts';

const TABLES = ['cases', 'keys', 'contents', 'events', 'audit'] as const;
/** What an owner of the tables can do to what holds others up. */
const DISARM = `
  alter table cases.events disable trigger user;
  alter table cases.audit disable trigger user;
  alter table cases.contents disable trigger user;
  do $$ declare found record; begin
    for found in select conrelid::regclass as name, conname from pg_constraint
      where contype = 'f' and 'cases.cases'::regclass in (conrelid, confrelid)
    loop execute format('alter table %s drop constraint %I', found.name, found.conname); end loop;
  end $$`;

/** An event as it lies there, as far as an attacker changes it. */
export interface ForgedEvent {
  readonly bytes: string;
  readonly type?: string;
}

/** Somebody to whom the tables belong: no trigger and no foreign key holds them up. */
export class Tampering {
  readonly #scene: CasesScene;

  constructor(scene: CasesScene) {
    this.#scene = scene;
  }

  /** Does away with triggers and foreign keys, and keeps all as it is now, to be put back. */
  async keep(): Promise<void> {
    const copies = TABLES.map((table) => `create table kept.${table} as table cases.${table}`);
    await this.#scene.query([DISARM, 'create schema kept', ...copies].join(';'));
  }

  async putBack(): Promise<void> {
    const copies = TABLES.map(
      (table) =>
        `delete from cases.${table};
         insert into cases.${table} overriding system value select * from kept.${table}`,
    );
    await this.run(copies.join(';'));
  }

  /** @param statements - `:id` stands for the case. */
  async run(statements: string, caseId = ''): Promise<void> {
    await this.#scene.query(statements.replaceAll(':id', `'${caseId}'`));
  }

  /** Rewrites the last event of a case so that all hashes fit again. */
  async forgeLast(caseId: string, forge: (bytes: string) => ForgedEvent): Promise<void> {
    const [last] = await this.#scene.query<{ bytes: Buffer; prev_hash: Buffer; type: string }>(
      'select bytes, prev_hash, type from cases.events where case_id = $1 order by sequence desc limit 1',
      [caseId],
    );
    if (last === undefined) throw new Error(`no events of ${caseId}`);
    const { bytes, type = last.type } = forge(last.bytes.toString('utf8'));
    const hash = createHash('sha256').update(last.prev_hash).update(bytes, 'utf8').digest('hex');
    const hex = Buffer.from(bytes, 'utf8').toString('hex');
    await this.run(
      `update cases.events set bytes = '\\x${hex}', type = '${type}', hash = '\\x${hash}' where ${LAST};
       update cases.cases set last_hash = '\\x${hash}' where case_id = :id`,
      caseId,
    );
  }
}

/** Of the case `:id`. */
export const LAST =
  'case_id = :id and sequence = (select max(sequence) from cases.events where case_id = :id)';
