/** A backup that can't be made, read or restored; the message names what is wrong and what to do. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}
