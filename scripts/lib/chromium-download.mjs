// Chromium without root: Debian's packages, unpacked into a folder of ours instead of installed.
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, say } from './apt.mjs';

/**
 * Downloads Chromium and those of its dependencies that the system lacks, and makes `<folder>/chromium`, a
 * script that starts it with their libraries and fonts. Uses apt-get with lists and cache of its own.
 *
 * @param {string} folder
 * @param {{ status?: string }} [options] - a list of what is installed, in place of dpkg's; for tests
 */
export async function downloadChromium(folder, { status } = {}) {
  say(`Chromium is missing, and there is no right to install it: downloading Debian's into ${folder} …`);
  rmSync(folder, { recursive: true, force: true });
  for (const name of ['apt/lists/partial', 'apt/cache/archives/partial', 'debs', 'root']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  const options = [
    `Dir::State=${join(folder, 'apt')}`,
    `Dir::State::lists=${join(folder, 'apt/lists')}`,
    `Dir::State::status=${status ?? '/var/lib/dpkg/status'}`,
    `Dir::Cache=${join(folder, 'apt/cache')}`,
    'Debug::NoLocking=1',
  ].flatMap((option) => ['-o', option]);
  const cwd = join(folder, 'debs');

  await run('apt-get', [...options, 'update', '-q'], { cwd });
  const plan = await run(
    'apt-get',
    [...options, 'install', '-s', '--no-install-recommends', 'chromium', 'fonts-liberation'],
    { cwd },
  );
  const missing = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => /** @type {string} */ (name));
  // The plan leaves out what is installed already, were it Chromium itself in a state that doesn't run.
  const packages = [...new Set(['chromium', 'chromium-common', ...missing])];
  say(`downloading ${packages.length} packages …`);
  await run('apt-get', [...options, 'download', '-q', ...packages], { cwd });
  for (const name of readdirSync(cwd)) await run('dpkg', ['-x', join(cwd, name), join(folder, 'root')]);
  for (const name of ['apt', 'debs']) rmSync(join(folder, name), { recursive: true });
  writeStarter(folder);
}

/** @param {string} folder */
function writeStarter(folder) {
  const root = join(folder, 'root');
  const libraries = ['usr/lib', 'lib'].flatMap((name) => {
    const path = join(root, name);
    const triplets = existsSync(path) ? readdirSync(path).filter((each) => each.includes('-linux-')) : [];
    return [...triplets.map((each) => join(path, each)), path];
  });
  // Some packages keep libraries a level deeper, which ldconfig or an alternative would have linked.
  const deeper = libraries.flatMap((path) =>
    ['nss', 'pulseaudio', 'blas', 'lapack'].map((name) => join(path, name)),
  );
  writeFileSync(
    join(folder, 'fonts.conf'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${root}/usr/share/fonts</dir>
  <include ignore_missing="yes">/etc/fonts/conf.d</include>
  <cachedir>${folder}/fonts</cachedir>
</fontconfig>
`,
  );
  const starter = join(folder, 'chromium');
  const quote = (/** @type {string} */ text) => `'${text.replaceAll("'", "'\\''")}'`;
  const script = `#!/bin/sh
export LD_LIBRARY_PATH=${quote([...libraries, ...deeper].filter((path) => existsSync(path)).join(':'))}
export FONTCONFIG_FILE=${quote(join(folder, 'fonts.conf'))}
exec ${quote(join(root, 'usr/lib/chromium/chromium'))} "$@"
`;
  // Renamed into place last: a download that was broken off isn't taken for a browser.
  writeFileSync(`${starter}.new`, script);
  chmodSync(`${starter}.new`, 0o755);
  renameSync(`${starter}.new`, starter);
}
