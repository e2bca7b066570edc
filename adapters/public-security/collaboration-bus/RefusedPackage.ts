import type { PackageCode } from './codes.ts';
import type { RepeatedHead } from './wire.ts';

export interface RefusedPackageDetails {
  /** What an ack repeats; left out where the package was not read so far. */
  readonly repeated?: RepeatedHead;
  /** Whether an operator should find it among what could not be read. */
  readonly isKept: boolean;
}

/** A call of the bus of which nothing is taken; the message is for an operator and holds no value of it. */
export class RefusedPackage extends Error {
  override readonly name = 'RefusedPackage';
  readonly code: PackageCode;
  readonly repeated: RepeatedHead;
  readonly isKept: boolean;

  constructor(code: PackageCode, message: string, { repeated, isKept }: RefusedPackageDetails) {
    super(message);
    this.code = code;
    this.repeated = repeated ?? { YWLB: '', YWXTBH: '', BWBH: '' };
    this.isKept = isKept;
  }
}
