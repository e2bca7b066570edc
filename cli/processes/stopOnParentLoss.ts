/**
 * Calls back once when the process that forked this one is gone, by whatever end: the kernel closes the IPC
 * channel even after `kill -9`. Without such a channel nothing ever happens.
 */
export function stopOnParentLoss(stop: () => void): void {
  if (process.send === undefined) return;
  if (process.connected) process.once('disconnect', stop);
  else stop();
}
