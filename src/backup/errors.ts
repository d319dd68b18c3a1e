/** A backup that can not be made, read or restored; the message names what is wrong and what to do. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}
