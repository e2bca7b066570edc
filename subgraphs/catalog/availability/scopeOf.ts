import type { AllianceClause, AllianceScope } from '../../../domain/catalog/Alliance.ts';
import type { CoverageGrant } from './CoverageGrant.ts';

/** 事项范围 that an agreement states in the direction of a grant; `null` for a national list. */
export function scopeOf({ alliance, accepting, owning }: CoverageGrant): AllianceScope | null {
  if (alliance === null) return null;
  const clauses = alliance.pairing?.kind === 'DIRECTED' ? alliance.pairing.clauses : [];
  const clause = clauses.find(
    (one) => one.accepting.some((place) => place === accepting) && reaches(one, owning),
  );
  return clause?.scope ?? alliance.scope;
}

const reaches = (clause: AllianceClause, owning: CoverageGrant['owning']): boolean =>
  clause.owning === owning || (Array.isArray(clause.owning) && clause.owning.includes(owning));
