import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A disk of its own that can be filled; null where this account may not mount one. */
export function smallDisk(folder: string, megabytes: number) {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    return null;
  }
  chmodSync(folder, 0o711);
  const filler = join(folder, 'filler');
  return {
    /** To the last byte. */
    fill(): void {
      const file = openSync(filler, 'a');
      for (const size of [1_048_576, 4_096, 1])
        try {
          for (;;) writeSync(file, Buffer.alloc(size));
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        }
      closeSync(file);
    },
    empty: (): void => rmSync(filler, { force: true }),
    unmount: (): void => void execFileSync('umount', ['-l', folder], { stdio: 'pipe' }),
  };
}
