import type { Coverage } from '../../../domain/catalog/Coverage.ts';
import type { CoverageBasis } from '../../../domain/catalog/coverageBasis.ts';
import type { HandlingMode } from '../../../domain/catalog/handlingMode.ts';
import type { ServiceSubject } from '../items/ServiceSubject.ts';

/** The tables of the catalogue, in the schema `catalog`. Every row but those of `versions` belongs to one version. */
export interface CatalogTables {
  /** 目录版本: a draft until it is published; then nothing of it changes any more. */
  readonly versions: {
    readonly version: number;
    readonly title: string;
    readonly notice: string;
    readonly source: string;
    /** SHA-256 of the document as it was written. */
    readonly digest: Buffer;
    /** Whether it is the reference catalogue that comes with the product. */
    readonly built_in: boolean;
    /** The day that the document wants to be in force from. */
    readonly proposed_from: string | null;
    readonly imported_at: Date;
    readonly published_at: Date | null;
    /** In force from this day on; `null` for a draft. */
    readonly valid_from: string | null;
  };
  /** Every row of every section, as it was written. */
  readonly document_rows: {
    readonly version: number;
    readonly section: string;
    readonly key: string;
    /** Counted from 1, in the order of the document. */
    readonly position: number;
    readonly name: string;
    readonly content: Readonly<Record<string, unknown>>;
  };
  /** What service items are found by; what else is known of them stands in `document_rows`. */
  readonly items: {
    readonly version: number;
    readonly code: string;
    /** As in `document_rows`. */
    readonly position: number;
    readonly category: string;
    readonly lead_department: string | null;
    readonly subject: ServiceSubject;
    readonly modes: readonly HandlingMode[] | null;
    readonly verified: boolean;
    /** An empty line, then name, other wordings and code, folded, one per line. */
    readonly search_text: string;
    /** Characters of the folded name. */
    readonly name_length: number;
    /** Every character and every two neighbouring characters of `search_text`, and the version's own gram. */
    readonly grams: readonly string[];
  };
  /** Who may hand in what where: what alliances and national lists come to, row by row. */
  readonly coverage: {
    readonly version: number;
    readonly stated_by: string;
    readonly basis: CoverageBasis;
    readonly item_code: string | null;
    readonly category: string | null;
    /** 000000: nationwide. */
    readonly accepting: string;
    readonly owning: string;
    readonly starts_on: string;
    readonly ends_on: string | null;
    readonly certainty: Coverage['certainty'];
    readonly verified: boolean;
  };
}
