import { describe, expect, it } from 'vitest';
import { defaultCatalogue } from '../catalogue/index.ts';
import { optionNames, options } from './options.ts';
import { ConfigError, resolveConfig } from './resolve.ts';

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(resolveConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      basePath: '/',
      keepAliveSeconds: 75,
      trustProxy: undefined,
      insecureHttp: false,
      dataDir: './data',
      spoolDir: undefined,
      spoolMegabytes: 1_024,
      databaseUrl: undefined,
      schema: 'analytics',
      poolSize: 10,
      pooler: 'auto',
      rateLimit: 600,
      trackRateLimit: 0,
      beaconRateLimit: 120,
      timezone: undefined,
      currency: 'USD',
      cacheSeconds: 300,
      ipPolicy: 'truncate',
      userAgentPolicy: 'family',
      sample: true,
      adminEmail: 'admin@localhost.localdomain',
      oidcName: 'single sign-on',
      logLevel: 'info',
      catalogue: defaultCatalogue,
    });
  });

  it('takes flag before environment before file', () => {
    const file = { port: 1, cacheSeconds: 1, currency: 'EUR' };
    const env = { PORT: '2', CACHE_SECONDS: '2' };
    const config = resolveConfig({ flags: { port: '3' }, env, file });
    expect([config.port, config.cacheSeconds, config.currency]).toEqual([3, 2, 'EUR']);
  });

  it('takes an empty environment variable for none', () => {
    expect(resolveConfig({ env: { DATABASE_URL: '', PORT: '' } })).toMatchObject({
      port: 3000,
      databaseUrl: undefined,
    });
  });

  it.each([
    ['PORT', 'http', 'PORT is "http", but takes a whole number from 0 to 65535'],
    ['PORT', '65536', 'PORT is "65536", but takes a whole number from 0 to 65535'],
    ['HOST', ' ', 'HOST is " ", but takes an address of this machine, such as 127.0.0.1 or 0.0.0.0'],
    ['BASE_PATH', 'insights', 'BASE_PATH is "insights", but takes a path such as /insights, or / for none'],
    [
      'TRUST_PROXY',
      'nginx',
      'TRUST_PROXY is "nginx", but takes addresses or CIDR ranges parted by commas, or loopback',
    ],
    ['INSECURE_HTTP', 'yes', 'INSECURE_HTTP is "yes", but takes true or false'],
    [
      'DATABASE_URL',
      'mysql://x',
      "DATABASE_URL can't be accepted as it is, but takes a URL such as postgres://user:password@host:5432/database",
    ],
    ['SCHEMA', 'a"b', 'SCHEMA is "a\\"b", but takes a name of a-z, 0-9 and _, up to 41 characters'],
    ['POOL_SIZE', '1', 'POOL_SIZE is "1", but takes a whole number from 2 to 200'],
    [
      'TIMEZONE',
      'Mars/Base',
      'TIMEZONE is "Mars/Base", but takes an IANA time zone, such as Europe/Berlin or UTC',
    ],
    ['CURRENCY', 'usd', 'CURRENCY is "usd", but takes an ISO 4217 code, such as USD'],
    ['CACHE_SECONDS', '-1', 'CACHE_SECONDS is "-1", but takes a whole number from 0 to 86400'],
    ['IP_POLICY', 'hash', 'IP_POLICY is "hash", but takes truncate, full, drop'],
    ['USER_AGENT_POLICY', 'x', 'USER_AGENT_POLICY is "x", but takes family, full, drop'],
    ['SAMPLE', 'maybe', 'SAMPLE is "maybe", but takes true or false'],
    ['ADMIN_EMAIL', 'root', 'ADMIN_EMAIL is "root", but takes an e-mail address such as ann@example.com'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL is "loud", but takes silent, error, warn, info, debug'],
  ])('refuses %s=%s by name', (name, value, message) => {
    expect(() => resolveConfig({ env: { [name]: value } })).toThrow(new ConfigError(message));
  });

  it('names the place of a wrong value', () => {
    expect(() => resolveConfig({ flags: { port: 'x' } })).toThrow(/^--port is "x"/);
    expect(() => resolveConfig({ file: { port: 70_000 }, filePath: '/etc/j.ts' })).toThrow(
      /^port in \/etc\/j\.ts is 70000/,
    );
    expect(() => resolveConfig({ file: { prot: 1 } as never })).toThrow(
      /prot is unknown: did you mean port\?/,
    );
    expect(() => resolveConfig({ file: { catalogue: {} as never } })).toThrow(/defineCatalogue/);
  });

  it('gives every option its own flag and variable', () => {
    const flags = optionNames.map((name) => options[name].flag.split(' ')[0]);
    expect(flags).toEqual(
      optionNames.map((name) => `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`),
    );
    expect(new Set(optionNames.map((name) => options[name].env)).size).toBe(optionNames.length);
  });
});
