import { HOST_VERSION, isHostVersion } from '../contract/host-version.ts';
import { isEmail, isTimezone } from '../contract/index.ts';

/** How one option's value is read. `read` returns undefined where it doesn't accept. */
export interface OptionType<T> {
  /** Completes "takes …" in messages and in the documented table. */
  readonly accepts: string;
  read(value: unknown): T | undefined;
}

const matching = (accepts: string, pattern: RegExp): OptionType<string> => ({
  accepts,
  read: (v) => (typeof v === 'string' && pattern.test(v) ? v : undefined),
});

export const text = (accepts: string): OptionType<string> => matching(accepts, /\S/);

export const whole = (min: number, max: number): OptionType<number> => ({
  accepts: `a whole number from ${min} to ${max}`,
  read(v) {
    const n = typeof v === 'string' && /^\d{1,9}$/.test(v) ? Number(v) : v;
    return typeof n === 'number' && Number.isInteger(n) && n >= min && n <= max ? n : undefined;
  },
});

export const flag: OptionType<boolean> = {
  accepts: 'true or false',
  read(v) {
    if (typeof v === 'boolean') return v;
    if (v === 'true' || v === '1') return true;
    return v === 'false' || v === '0' ? false : undefined;
  },
};

export const oneOf = <const T extends string>(...values: T[]): OptionType<T> => ({
  accepts: values.join(', '),
  read: (v) => values.find((each) => each === v),
});

export const list = (accepts: string, isItem: (item: string) => boolean): OptionType<readonly string[]> => ({
  accepts,
  read(v) {
    const items = typeof v === 'string' ? v.split(',').map((each) => each.trim()) : v;
    return Array.isArray(items) && items.every((each) => typeof each === 'string' && isItem(each))
      ? items
      : undefined;
  },
});

/** What comes after is read where it is used, which says what is wrong with it. */
export const postgresUrl = matching(
  'a URL such as postgres://user:password@host:5432/database',
  /^postgres(?:ql)?:\/\//,
);

export const timezone: OptionType<string> = {
  accepts: 'an IANA time zone, such as Europe/Berlin or UTC',
  read: (v) => (typeof v === 'string' && isTimezone(v) ? v : undefined),
};

export const secretKey = matching('a text of at least 32 characters, made at random', /^\S.{30,}\S$/);
export const schemaName = matching(
  'a name of a-z, 0-9 and _, up to 41 characters',
  /^[a-z_][a-z0-9_]{0,40}$/,
);
export const currency = matching('an ISO 4217 code, such as USD', /^[A-Z]{3}$/);
export const basePath = matching(
  'a path such as /insights, or / for none',
  /^\/(?:[\w.~-]+(?:\/[\w.~-]+)*)?$/,
);
export const email: OptionType<string> = {
  accepts: 'an e-mail address such as ann@example.com',
  read: (v) => (typeof v === 'string' && isEmail(v) ? v : undefined),
};

export const hostVersion: OptionType<string> = {
  accepts: HOST_VERSION,
  read: (v) => (isHostVersion(v) ? v : undefined),
};

/** Over TLS, or on this machine. */
export const webUrl: OptionType<string> = {
  accepts: 'an address such as https://analytics.example.com, or http://localhost:3000 on this machine',
  read(v) {
    if (typeof v !== 'string' || !URL.canParse(v)) return undefined;
    const { protocol, hostname, search, hash, username } = new URL(v);
    const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
    if (search || hash || username || !(protocol === 'https:' || (protocol === 'http:' && loopback)))
      return undefined;
    return v.replace(/\/+$/, '');
  },
};
