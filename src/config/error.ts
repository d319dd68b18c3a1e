/** A setting that can't be accepted; the message names it and says what is. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
