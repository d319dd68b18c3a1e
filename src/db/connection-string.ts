import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeFolder } from './home-folder.ts';
import { DatabaseRefusal } from './refusal.ts';

const MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
export type SslMode = (typeof MODES)[number];

export interface Host {
  /** A name, an address, or the folder of a socket. */
  readonly host: string;
  readonly port: number;
}

const TLS_FOR_CERTAIN: ReadonlySet<SslMode> = new Set(['require', 'verify-ca', 'verify-full']);

/** What a connection string says, read as libpq reads it. */
export interface Target {
  readonly hosts: readonly Host[];
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly database?: string | undefined;
  readonly sslmode: SslMode;
  /** Certificates to trust: PEM, or `system` for those of Node. */
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly passphrase?: string | undefined;
  readonly applicationName?: string | undefined;
  readonly options?: string | undefined;
  /** Milliseconds for a connection; libpq's seconds. */
  readonly connectTimeout?: number | undefined;
  /** Ties the password to the TLS link (SCRAM-SHA-256-PLUS) where the server offers it. */
  readonly channelBinding?: boolean | undefined;
}

/** What is taken, and the environment variable that stands in where the string leaves it out. */
const PARAMETERS: Readonly<Record<string, string | undefined>> = {
  host: 'PGHOST',
  port: 'PGPORT',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  dbname: 'PGDATABASE',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  sslpassword: undefined,
  application_name: 'PGAPPNAME',
  options: 'PGOPTIONS',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  channel_binding: 'PGCHANNELBINDING',
};

const refuse = (reason: string, remedy: string) =>
  new DatabaseRefusal('url', `the database URL ${reason}`, remedy);

const SHAPE = 'it reads postgres://user:password@host:5432/database';
const ENCODE =
  'write / as %2F, @ as %40, # as %23, ? as %3F, : as %3A, % as %25 and a space as %20 (encodeURIComponent does it)';

/**
 * Reads a connection string as libpq does; what it leaves out comes from the PG… variables.
 *
 * @throws DatabaseRefusal that says what is wrong and how to write it, and never repeats the string
 */
export function readConnectionString(
  text: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Target {
  if (text.trim() === '') throw refuse('is empty (option databaseUrl, DATABASE_URL)', SHAPE);
  const scheme = /^postgres(?:ql)?:\/\//.exec(text);
  if (!scheme) throw refuse("doesn't begin with postgres://", SHAPE);
  const { userInfo, hosts, path, query } = split(text.slice(scheme[0].length));
  const given = new Map<string, string>();
  const put = (name: string, value: string) => {
    if (value !== '') given.set(name, value);
  };
  const colon = userInfo.indexOf(':');
  put('user', decode(colon === -1 ? userInfo : userInfo.slice(0, colon), 'the user'));
  if (colon !== -1) put('password', decode(userInfo.slice(colon + 1), 'the password'));
  put('dbname', decode(path, 'the database name'));
  const named = hosts === '' ? [] : hosts.split(',').map(hostOf);
  put('host', named.map(({ host }) => host).join(','));
  if (named.some(({ port }) => port !== '')) put('port', named.map(({ port }) => port).join(','));
  for (const [name, value] of parametersOf(query)) {
    if (name === 'ssl' && value === 'true') put('sslmode', 'require');
    else if (!Object.hasOwn(PARAMETERS, name))
      throw refuse(
        `has the parameter ${JSON.stringify(name)}, which isn't known`,
        `leave it out; accepted: ${Object.keys(PARAMETERS).join(', ')}`,
      );
    else put(name, value);
  }
  return targetOf((name) => given.get(name) ?? (env[PARAMETERS[name] ?? ''] || undefined));
}

function split(rest: string) {
  const end = rest.search(/[/?#]/);
  const authority = end === -1 ? rest : rest.slice(0, end);
  const after = end === -1 ? '' : rest.slice(end);
  const at = authority.lastIndexOf('@');
  const userInfo = at === -1 ? '' : authority.slice(0, at);
  // `u:pa/ss@host`: what seems to be the port is no number, and a host comes later.
  const port = /:([^:\]]*)$/.exec(authority)?.[1];
  const question = after.indexOf('?');
  const path = (question === -1 ? after : after.slice(0, question)).replace(/^\//, '');
  const cut =
    at === -1 && (path.includes('@') || (after.includes('@') && port !== undefined && !/^\d*$/.test(port)));
  if (cut || /[@\s]/.test(userInfo) || after.startsWith('#'))
    throw refuse('has a character in its user or password that has to be encoded', ENCODE);
  if (/\s/.test(rest)) throw refuse('has a space in it', ENCODE);
  return {
    userInfo,
    hosts: authority.slice(at + 1),
    path,
    query: question === -1 ? '' : after.slice(question + 1),
  };
}

function decode(text: string, what: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw refuse(`has a % in ${what} that begins no encoded character`, ENCODE);
  }
}

function hostOf(text: string): { host: string; port: string } {
  const found = /^(?:\[([^\]]+)\]|([^:[\]]*))(?::(\d*))?$/.exec(text);
  if (!found)
    throw refuse(
      "has a host or port that can't be read",
      `${SHAPE}; an IPv6 address stands in brackets: [::1]`,
    );
  return { host: found[1] ?? decode(found[2]!, 'the host'), port: found[3] ?? '' };
}

function* parametersOf(query: string): Generator<[string, string]> {
  const seen = new Set<string>();
  for (const part of query.split('&').filter((each) => each !== '')) {
    const equals = part.indexOf('=');
    if (equals === -1) throw refuse('has a parameter without a value after the ?', ENCODE);
    const name = decode(part.slice(0, equals), 'a parameter');
    if (seen.has(name)) throw refuse(`has the parameter ${JSON.stringify(name)} twice`, 'give it once');
    seen.add(name);
    yield [name, decode(part.slice(equals + 1), `the parameter ${JSON.stringify(name)}`)];
  }
}

function targetOf(value: (name: string) => string | undefined): Target {
  const sslmode = (value('sslmode') ?? 'prefer') as SslMode;
  if (!MODES.includes(sslmode))
    throw refuse("has an sslmode that isn't known", `it takes ${MODES.join(', ')}`);
  const timeout = value('connect_timeout');
  if (timeout !== undefined && !/^\d{1,6}$/.test(timeout))
    throw refuse('has a connect_timeout that is no number', 'it takes whole seconds; 0 for the default');
  const binding = value('channel_binding') ?? 'disable';
  if (!['disable', 'prefer', 'require'].includes(binding))
    throw refuse("has a channel_binding that isn't known", 'it takes disable, prefer, require');
  if (binding === 'require' && !TLS_FOR_CERTAIN.has(sslmode))
    throw refuse(
      `has channel_binding=require, but sslmode=${sslmode} may connect without TLS`,
      'add sslmode=require, or better verify-full',
    );
  return {
    hosts: hostsOf(value('host') ?? 'localhost', value('port') ?? '5432'),
    user: value('user'),
    password: value('password'),
    database: value('dbname'),
    sslmode,
    ca: rootOf(sslmode, value('sslrootcert')),
    cert: fileOf('sslcert', value('sslcert')),
    key: fileOf('sslkey', value('sslkey')),
    passphrase: value('sslpassword'),
    applicationName: value('application_name'),
    options: value('options'),
    connectTimeout: Number(timeout ?? 0) * 1_000 || undefined,
    channelBinding: binding !== 'disable' || undefined,
  };
}

function hostsOf(hosts: string, ports: string): Host[] {
  const [names, numbers] = [hosts.split(','), ports.split(',')];
  if (numbers.length > 1 && numbers.length !== names.length)
    throw refuse(
      'names another number of ports than of hosts',
      'give one port for all of them, or one for each',
    );
  return names.map((host, i) => {
    const port = (numbers.length > 1 ? numbers[i] : numbers[0]) || '5432';
    if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535)
      throw refuse('has a port that is none', 'a port is a number from 1 to 65535');
    return { host: host || 'localhost', port: Number(port) };
  });
}

/** As libpq: its usual file where none is named, without which nothing can be verified. */
function rootOf(mode: SslMode, given: string | undefined): string | undefined {
  if (given === 'system') {
    if (mode !== 'verify-full')
      throw refuse(
        `trusts every public authority, but has sslmode=${mode}`,
        'sslrootcert=system takes sslmode=verify-full',
      );
    return 'system';
  }
  const home = homeFolder();
  const usual = home && join(home, '.postgresql', 'root.crt');
  if (given === undefined && !(usual && existsSync(usual))) {
    if (mode === 'verify-ca' || mode === 'verify-full')
      throw refuse(
        `has sslmode=${mode}, but names no certificate to verify with`,
        'add sslrootcert=FILE with that of the authority, or sslmode=verify-full&sslrootcert=system for a public one',
      );
    return undefined;
  }
  return fileOf('sslrootcert', given ?? usual);
}

function fileOf(name: string, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw refuse(
      `names a file as ${name} that can't be read: ${(error as Error).message}`,
      'name one that this program may read',
    );
  }
}
