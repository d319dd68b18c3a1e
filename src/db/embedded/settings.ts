import type { Binaries } from './binaries.ts';
import type { Home } from './home.ts';
import { run } from './run.ts';

/** fsync, synchronous_commit and full_page_writes are left on: a commit that was answered survives a power cut. */
const defaults: Record<string, string> = {
  shared_buffers: '256MB',
  min_wal_size: '256MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  max_connections: '50',
  jit: 'off',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  log_checkpoints: 'off',
};

/** The arguments of `postgres`: our settings, then `overrides`, then where it may be reached. */
export async function serverArgs(
  home: Home,
  binaries: Binaries,
  options: { socketDir: string; port: number | undefined; overrides: Record<string, string> },
): Promise<string[]> {
  const settings: Record<string, string> = {
    ...defaults,
    wal_compression: await walCompression(home, binaries),
    ...options.overrides,
    unix_socket_directories: `"${options.socketDir}"`,
    unix_socket_permissions: '0700',
    listen_addresses: options.port === undefined ? '' : '127.0.0.1',
    port: `${portOf(options.port)}`,
  };
  return [
    '-D',
    home.cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

/** The port in the socket's name, and on loopback if one was asked for. */
export function portOf(port: number | undefined): number {
  return port ?? 5432;
}

/** lz4 is faster, but a build option; asking the program takes 10 ms. */
async function walCompression(home: Home, binaries: Binaries): Promise<string> {
  const args = ['-C', 'wal_compression', '-D', home.cluster, '-c', 'wal_compression=lz4'];
  const { code } = await run(binaries.postgres, args, { cwd: home.cluster, account: home.account });
  return code === 0 ? 'lz4' : 'pglz';
}
