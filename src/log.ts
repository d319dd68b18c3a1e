/** The part of a pino logger that is used; any with these methods does. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

const nothing = () => {};
export const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
