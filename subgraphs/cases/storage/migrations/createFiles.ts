import { type Kysely, sql } from 'kysely';

/** Files that people upload, on their way into a case and in it; their bytes lie in the store of files. */
export async function createFiles(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table cases.files (
    file_id uuid primary key,
    -- Digest of issuer and subject: who may make a material of it.
    owner bytea not null,
    type text not null,
    size integer not null,
    received integer not null default 0 check (received between 0 and size),
    state text not null default 'OPEN' check (state in ('OPEN', 'COMPLETE', 'REFUSED', 'GONE')),
    refusal text,
    -- The file's key: under the master key, and once in a case under that case's own, so that it goes when that goes.
    wrapped bytea,
    -- Name and digest, sealed under the file's key.
    about bytea not null,
    case_id uuid references cases.cases,
    scanned_at timestamptz,
    created_at timestamptz not null default now()
  )`,
  `create index files_unbound on cases.files (owner) where case_id is null`,
  `create index files_waiting on cases.files (created_at) where case_id is null`,
  `create index files_case on cases.files (case_id) where case_id is not null`,

  // A part is noted before it is stored, so that whatever a process leaves behind when it dies is known and removed.
  `create table cases.file_parts (
    part_id uuid primary key,
    file_id uuid not null references cases.files on delete cascade,
    position integer not null,
    bytes integer not null,
    kept boolean not null default false,
    at timestamptz not null default now()
  )`,
  `create unique index file_parts_kept on cases.file_parts (file_id, position) where kept`,
  `create index file_parts_file on cases.file_parts (file_id)`,
  // What is destroyed in a case is destroyed in its files: the workers look for it.
  `create index keys_destroyed on cases.keys (case_id) where wrapped is null`,
  `create index file_parts_left on cases.file_parts (at) where not kept`,
];
