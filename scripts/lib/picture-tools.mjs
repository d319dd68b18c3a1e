// What makes the documentation's pictures: the typeface that the panel takes where a system has it, and the
// program that makes the files small.
import { spawnSync } from 'node:child_process';
import { aptInstall, asRoot, hasApt, say, succeeds } from './apt.mjs';

const hasInter = () =>
  /Inter/.test(spawnSync('fc-list', [':family=Inter'], { encoding: 'utf8' }).stdout ?? '');
const hasQuantiser = () => succeeds('pngquant', '--version');

/** Installs what is missing where that is possible; without it pictures are plainer, or larger. */
export async function preparePictures() {
  const missing = [hasInter() ? '' : 'fonts-inter', hasQuantiser() ? '' : 'pngquant'].filter(Boolean);
  const prefix = missing.length > 0 && hasApt() ? asRoot() : undefined;
  if (prefix) await aptInstall(prefix, ...missing).catch(() => undefined);
  if (!hasInter()) say('Inter is missing: pictures take another typeface. Install fonts-inter, then repeat.');
  if (!hasQuantiser()) say('pngquant is missing: pictures are three times larger. Install it, then repeat.');
}

/** Makes a PNG a third of its size: 256 colours are enough for what is drawn here. @param {string} file */
export const quantise = (file) =>
  hasQuantiser() &&
  succeeds('pngquant', '--force', '--ext', '.png', '--skip-if-larger', '--strip', '--speed', '1', file);
