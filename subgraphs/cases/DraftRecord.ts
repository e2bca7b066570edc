import type { HandlingMode } from '../../domain/catalog/handlingMode.ts';
import type { ProxyAuthority } from '../../domain/catalog/proxyAuthority.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';

/** What an application that was not handed in yet is about; all of it is sealed at rest. */
export interface DraftContent {
  readonly item: string;
  readonly acceptingDivision: DivisionCode | null;
  readonly owningDivision: DivisionCode | null;
  readonly thirdDivision: DivisionCode | null;
  readonly mode: HandlingMode | null;
  readonly authority: ProxyAuthority | null;
  readonly form: Readonly<Record<string, string>>;
}

/** 草稿, opened. Instants are epoch ms. */
export interface DraftRecord {
  readonly draftId: string;
  readonly version: number;
  readonly content: DraftContent;
  readonly savedAt: number;
  /** It is deleted then. */
  readonly expiresAt: number;
}
