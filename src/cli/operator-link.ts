import { resolve } from 'node:path';
import { panelAddress } from './host.ts';
import { readServerFile } from './server-file.ts';
import type { OpenedInstallation } from './shared.ts';

/**
 * A link for an operator. What is handed over stands behind `#`, so it is in no server's log.
 *
 * @returns served false where no server is known to run, so that the link waits for one and its beginning is a guess
 */
export async function linkFor(
  { analytics, config }: OpenedInstallation,
  operatorId: string,
  page: 'sign-in' | 'password-reset',
): Promise<{ link: string; served: boolean }> {
  const { operators, passwords } = analytics.auth;
  const served = readServerFile(resolve(config.dataDir))?.address;
  const told = config.publicUrl && `${config.publicUrl}/`;
  const address = told ?? served ?? panelAddress(config, config.port);
  const token = await (page === 'sign-in' ? operators.newLink(operatorId) : passwords.newReset(operatorId));
  return { link: `${address}admin/${page}#token=${token}`, served: (told ?? served) !== undefined };
}
