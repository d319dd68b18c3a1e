/** The part of a pino logger that is used; any with these methods does. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

const nothing = () => {};
export const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/**
 * A logger that is never handed a secret or personal data, whatever it is told: fields named like one are
 * cut, texts are cleared of passwords, keys and addresses, and of an error only what names the fault is left
 * (PostgreSQL's `detail` and Drizzle's `params` hold values of users). It never throws.
 */
export function guarded(log: Log): Log {
  const level = (name: keyof Log) => (fields: object, message: string) => {
    try {
      const written: unknown = log[name](clean(fields, 0) as object, cleanText(message));
      // One that writes later may fail later.
      if (written instanceof Promise) written.catch(nothing);
    } catch {
      // What is told about work never stands in its way: a full disk, a logger that was closed.
    }
  };
  return { debug: level('debug'), info: level('info'), warn: level('warn'), error: level('error') };
}

const SECRET =
  /authori[sz]ation|cookie|passw|secret|token|credential|api-?key|databaseurl|connectionstring|e-?mail|^(userid|user_id|name|ip|ip_?address|user_?agent|details|payload|params|parameters|query|values|search)$/i;
const CUT = '[cut]';
const DEEPEST = 6;

function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value;
  if (depth > DEEPEST) return CUT;
  if (value instanceof Error) return cleanError(value, depth);
  if (value instanceof Date) return value;
  if (Array.isArray(value)) return value.slice(0, 100).map((each) => clean(each, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, SECRET.test(key) ? CUT : clean(each, depth + 1)]),
  );
}

const ERROR_FIELDS = ['code', 'severity', 'table', 'column', 'constraint', 'routine', 'syscall', 'status'];

/** An error again, since loggers treat one in a way of their own. */
function cleanError(error: Error, depth: number): Error {
  const { name, message, stack = '', cause } = error;
  const own = error as unknown as Record<string, unknown>;
  // A value that couldn't be read stands in quotes in PostgreSQL's message.
  const hidden = /^22/.test(String(own.code)) ? message.replaceAll(/"[^"\n]*"/g, '"…"') : message;
  const safe = new Error(cleanText(hidden), cause === undefined ? {} : { cause: clean(cause, depth + 1) });
  const frames = stack.indexOf('\n    at ');
  safe.name = name;
  safe.stack = `${name}: ${safe.message}${frames === -1 ? '' : cleanText(stack.slice(frames))}`;
  for (const field of ERROR_FIELDS)
    if (own[field] !== undefined) Object.assign(safe, { [field]: own[field] });
  return safe;
}

/**
 * A text without passwords of URLs, API keys, bearer tokens, e-mail addresses and a statement's parameters.
 *
 * @example cleanText('postgres://app:hunter2@db/x'); // 'postgres://app:[cut]@db/x'
 */
export function cleanText(text: string): string {
  return withoutPasswords(text)
    .replaceAll(/\bjoip_[\w-]{20,}/g, CUT)
    .replaceAll(/\b(bearer|basic)\s+[\w.~+/=-]+/gi, `$1 ${CUT}`)
    .replaceAll(
      /((?:password|passwd|pwd|token|secret|cookie|api[-_]?key)["']?\s*[=:]\s*)["']?[^\s"'&;,]+/gi,
      `$1${CUT}`,
    )
    .replaceAll(/\b__?(?:Host|Secure)-[\w-]+=[^\s;]+/g, CUT)
    .replaceAll(/[^\s"'<>:=,;()/]+@[^\s"'<>:=,;()/@]+\.[^\s"'<>:=,;()/@]+/g, CUT)
    .replace(/(\nparams:)[\s\S]*$/, `$1 ${CUT}`);
}

/** A text without the passwords of URLs. */
export const withoutPasswords = (text: string): string =>
  text.replaceAll(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/]*):[^\s@]*@/gi, `$1:${CUT}@`);
