import { formatInstant } from '../../domain/formatInstant.ts';
import type { DraftResolvers } from './resolvers.generated.ts';

/** 草稿, to its holder. */
export const draftResolvers: DraftResolvers = {
  id: ({ draftId }) => draftId,
  item: ({ content }) => ({ code: content.item }),
  acceptingDivision: ({ content }) => divisionOf(content.acceptingDivision),
  owningDivision: ({ content }) => divisionOf(content.owningDivision),
  thirdDivision: ({ content }) => divisionOf(content.thirdDivision),
  mode: ({ content }) => content.mode,
  authority: ({ content }) => content.authority,
  form: ({ content }) => content.form,
  savedAt: ({ savedAt }) => formatInstant(savedAt),
  expiresAt: ({ expiresAt }) => formatInstant(expiresAt),
};

const divisionOf = (code: string | null) => (code === null ? null : { code });
