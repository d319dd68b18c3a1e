import { createHash } from 'node:crypto';

const HEAD = /^\uFEFF?\/\/ Written by `npx joip-analytics init` \(([0-9a-f]{8})\)[^\n]*\n/;

/** A file of init's own, whose first line says so, and what it held at first. */
export const ownFile = (text: string): string =>
  `// Written by \`npx joip-analytics init\` (${digest(text)}); \`--undo\` takes it away. It is yours to edit.\n${text}`;

/** Whether a file is init's, and whether it is as init wrote it, whatever its line ends are by now. */
export function ownership(text: string): 'none' | 'as written' | 'edited' {
  const plain = text.replaceAll('\r\n', '\n');
  const found = HEAD.exec(plain);
  if (!found) return 'none';
  return digest(plain.slice(found[0].length)) === found[1] ? 'as written' : 'edited';
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);
