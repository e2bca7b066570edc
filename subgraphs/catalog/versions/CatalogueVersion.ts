import type { CalendarDate } from '../../../domain/calendarDate.ts';

/** 目录版本: what is known of a version of the catalogue beside its rows. */
export interface CatalogueVersion {
  readonly version: number;
  readonly title: string;
  readonly notice: string;
  readonly source: string;
  /** Whether it is the reference catalogue that comes with the product. */
  readonly builtIn: boolean;
  /** Epoch ms. */
  readonly importedAt: number;
  /** `null` for a draft. */
  readonly publication: Publication | null;
  readonly itemCount: number;
  readonly verifiedItemCount: number;
}

/** 发布: since when a version is public, and since when it holds. */
export interface Publication {
  /** Epoch ms. */
  readonly publishedAt: number;
  /** In force from this day on, until a later version is. */
  readonly validFrom: CalendarDate;
}
