import type { Demand } from './Demand.ts';
import type { ModelField, Required } from './Model.ts';

/** A field of an interface object where a type has it that services know by its own name. */
export class BorrowedField implements ModelField {
  readonly source: ModelField;
  readonly owners: readonly string[];
  readonly externalIn = new Set<string>();

  /** @param owners - services that tell it of the type too. */
  constructor(source: ModelField, owners: readonly string[]) {
    this.source = source;
    this.owners = owners;
  }

  get name(): string {
    return this.source.name;
  }

  get type(): string {
    return this.source.type;
  }

  get named(): string {
    return this.source.named;
  }

  get args(): string {
    return this.source.args;
  }

  get provides(): readonly Required[] | undefined {
    return this.source.provides;
  }

  get requires(): readonly Required[] | undefined {
    return this.source.requires;
  }

  get demands(): readonly Demand[] | undefined {
    return this.source.demands;
  }

  get isHidden(): boolean {
    return this.source.isHidden ?? false;
  }

  get isShared(): boolean {
    return this.source.isShared;
  }

  set isShared(isShared: boolean) {
    this.source.isShared = isShared;
  }

  get isCalm(): boolean {
    return this.source.isCalm;
  }

  set isCalm(isCalm: boolean) {
    this.source.isCalm = isCalm;
  }

  get isRequired(): boolean {
    return this.source.isRequired ?? false;
  }

  set isRequired(isRequired: boolean) {
    this.source.isRequired = isRequired;
  }
}
