/** Another reader has the batch meanwhile: nothing of it is ours to write or to move any more. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
}
