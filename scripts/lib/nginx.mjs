// Finds nginx, and installs it on Debian-like systems where that can be done.
import { aptInstall, asRoot, hasApt, runAsRoot, succeeds } from './apt.mjs';

const PLACES = ['nginx', '/usr/sbin/nginx', '/usr/local/sbin/nginx', '/opt/homebrew/bin/nginx'];
const found = () => PLACES.find((each) => succeeds(each, '-v'));

/**
 * @returns {Promise<{ nginx: string } | { missing: string }>} how to run it (openssl is there then, too), or why it can't
 *   be had
 */
export async function findNginx() {
  if (!found() || !succeeds('openssl', 'version')) {
    const prefix = asRoot();
    if (!hasApt() || !prefix)
      return { missing: 'install nginx and openssl; this system has no apt-get for us' };
    try {
      await runAsRoot(prefix, 'apt-get', 'update', '-q');
      await aptInstall(prefix, 'nginx-light', 'openssl');
    } catch (error) {
      return { missing: error instanceof Error ? error.message : String(error) };
    }
  }
  const nginx = found();
  return nginx ? { nginx } : { missing: "nginx-light was installed, but can't be run" };
}
