/** The cause of an error that tells of our replicas only: whoever was asked does not own the node, or not any more. */
export class OwnerLost extends Error {
  override readonly name = 'OwnerLost';
}
