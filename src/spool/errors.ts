/** The spool holds as much as it may. */
export class SpoolFull extends Error {
  override readonly name = 'SpoolFull';
}
