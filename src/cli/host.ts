import { resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import type { Config } from '../config/index.ts';
import { CliError } from './errors.ts';
import { readServerFile } from './server-file.ts';
import type { OpenedInstallation } from './shared.ts';

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

type OneTimePage = 'sign-in' | 'password-reset';

/** A one-time link. The token stays behind `#`, so it is in no server's log. */
export const linkTo = (address: string, page: OneTimePage, token: string): string =>
  `${address}admin/${page}#token=${token}`;

/**
 * A link for an operator.
 *
 * @returns served false where no server is known to run, so that the link waits for one and its beginning is a guess
 */
export async function linkFor(
  { analytics, config }: OpenedInstallation,
  operatorId: string,
  page: OneTimePage,
): Promise<{ link: string; served: boolean }> {
  const { operators, passwords } = analytics.auth;
  const served = readServerFile(resolve(config.dataDir))?.address;
  const told = config.publicUrl && `${config.publicUrl}/`;
  const address = told ?? served ?? panelAddress(config, config.port);
  const token = await (page === 'sign-in' ? operators.newLink(operatorId) : passwords.newReset(operatorId));
  return { link: linkTo(address, page, token), served: (told ?? served) !== undefined };
}
