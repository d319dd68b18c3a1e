import ipaddr from 'ipaddr.js';
import type { Config } from '../config/index.ts';
import { CliError } from './errors.ts';

const isLoopback = (host: string) =>
  host === 'localhost' || (ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback');

/** @throws CliError where plain HTTP would be served to other machines without anyone having asked for it */
export function demandSafeHost(config: Pick<Config, 'host' | 'trustProxy' | 'insecureHttp'>): void {
  if (isLoopback(config.host) || config.trustProxy || config.insecureHttp) return;
  throw new CliError(
    `HOST is ${config.host}, which other machines can reach, and this server speaks plain HTTP. ` +
      'Put TLS in front (nginx, Caddy, a load balancer) and name it with TRUST_PROXY=<its address>, ' +
      'or listen on 127.0.0.1, or accept the risk with --insecure-http.',
  );
}

/** The address to open in a browser, with a slash at its end. */
export function panelAddress(config: Pick<Config, 'host' | 'basePath'>, port: number): string {
  const everywhere = config.host === '0.0.0.0' || config.host === '::';
  const host = everywhere ? '127.0.0.1' : config.host.includes(':') ? `[${config.host}]` : config.host;
  return `http://${host}:${port}${config.basePath.replace(/\/+$/, '')}/`;
}

/** A one-time sign-in link. The token stays behind `#`, so it is in no server's log. */
export const signInLink = (address: string, token: string): string =>
  `${address}admin/sign-in#token=${token}`;
