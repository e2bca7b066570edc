/** An endpoint does otherwise than the contract says; the message holds no personal data. */
export class Nonconformity extends Error {
  override readonly name = 'Nonconformity';
}
