import type { CallContext } from '../../domain/callContext.ts';
import { lacksConsent } from '../../domain/cases/lacksConsent.ts';
import { OWNER_ROLES } from '../../domain/cases/ownerRoles.ts';
import { type DivisionCode, isDivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { Actor } from './Actor.ts';
import type { Party } from './CaseRecord.ts';
import type { CasesServices } from './CasesServices.ts';
import { coversDivision } from './coversDivision.ts';
import type { FoundCase } from './storage/findCase.ts';

const OFFICE_SCOPE = 'office:';

/** Who calls, and what they may see and do. */
export class CaseCaller {
  readonly #services: Pick<CasesServices, 'people' | 'vault'>;
  readonly #context: CallContext;
  readonly #signal: AbortSignal;
  #self: Promise<string | null> | undefined;

  constructor(services: Pick<CasesServices, 'people' | 'vault'>, context: CallContext, signal: AbortSignal) {
    this.#services = services;
    this.#context = context;
    this.#signal = signal;
  }

  get requestId(): string {
    return this.#context.requestId;
  }

  /** @throws {TongbanError} UNAUTHENTICATED without a caller. */
  get portal(): string {
    return this.#known().portal;
  }

  /** Offices that a clerk acts for: of scopes `office:<6 digits>`, together with the scope `clerk`. */
  get offices(): readonly DivisionCode[] {
    const scopes = this.#context.caller?.scopes ?? [];
    if (!scopes.includes('clerk')) return [];
    return scopes
      .filter((scope) => scope.startsWith(OFFICE_SCOPE))
      .map((scope) => scope.slice(OFFICE_SCOPE.length))
      .filter(isDivisionCode);
  }

  /** The office among the caller's that a division lies in. */
  officeFor(division: DivisionCode | null): DivisionCode | null {
    return division === null
      ? null
      : (this.offices.find((office) => coversDivision(office, division)) ?? null);
  }

  /** Whether figures about these places are told as they are: to their offices, and with the scope `statistics`. */
  readsExactly(divisions: ReadonlyArray<DivisionCode | null>): boolean {
    if (this.#context.caller?.scopes.includes('statistics')) return true;
    return divisions.some((division) => this.officeFor(division) !== null);
  }

  /** @throws {TongbanError} FORBIDDEN for anybody but a clerk of that division. */
  requireOffice(division: DivisionCode | null): DivisionCode {
    const office = this.officeFor(division);
    if (office === null)
      throw new TongbanError('FORBIDDEN', 'Only a clerk of the place that is in charge may do this');
    return office;
  }

  /**
   * The caller's own holder id, `null` for a subject that is not known.
   *
   * @throws {TongbanError} UNAUTHENTICATED without a caller.
   */
  async findSelf(): Promise<string | null> {
    const caller = this.#known();
    this.#self ??= this.#services.people.findSelf(caller, this.requestId, this.#signal);
    return this.#self;
  }

  /** Whether the caller is one of the parties of a case, in whatever role. */
  async takesPart(parties: readonly Party[]): Promise<boolean> {
    const self = await this.findSelf();
    return self !== null && parties.some(({ holderId }) => holderId === self);
  }

  /** Whether the caller may act in a case of theirs, was invited to it, or an office of theirs takes part in it. */
  async maySee({ record, parties, invited, revokedAgent }: FoundCase): Promise<boolean> {
    const { ACCEPTING, OWNING, THIRD } = record.divisions;
    const isOffices = [ACCEPTING, OWNING, THIRD].some((division) => this.officeFor(division) !== null);
    // No office learns of a case before all who take part in it have consented.
    if (isOffices && !lacksConsent(record.state)) return true;
    const self = await this.findSelf();
    if (self !== null && self === revokedAgent) return false;
    if (self !== null && invited.some(({ holderId }) => holderId === self)) return true;
    return (
      self !== null && parties.some(({ role, holderId }) => holderId === self && OWNER_ROLES.includes(role))
    );
  }

  actor(kind: 'CITIZEN' | 'CLERK', office: DivisionCode | null): Actor {
    return { kind, digest: this.digest, office, portal: this.portal, requestId: this.requestId };
  }

  /** Who it is, without saying who: the same through every portal. */
  get digest(): Buffer {
    const { issuer, subject } = this.#known();
    return this.#services.vault.digestOf(['actor', issuer, subject]);
  }

  /** Whose idempotency keys these are: two people never share one. */
  get scope(): Buffer {
    const { issuer, subject, portal } = this.#known();
    return this.#services.vault.digestOf(['idempotency', issuer, subject, portal]);
  }

  #known() {
    const { caller } = this.#context;
    if (caller === null) throw new TongbanError('UNAUTHENTICATED', 'Nobody is signed in');
    return caller;
  }
}
