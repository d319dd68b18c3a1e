import { constants, type FileHandle, mkdir, open, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Told as absent what is gone meanwhile: several processes work in one folder. */
export async function unlessGone<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

export const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

export const SEGMENT = /^\d{14}-\d{6}-[0-9a-f]{12}\.seg$/;

/** When a segment was begun, in milliseconds since 1970. */
export const begunAt = (name: string): number => Number(name.slice(0, 14));

/** Names of a folder's segments, the oldest first. */
export async function segmentsIn(folder: string): Promise<string[]> {
  const names = (await unlessGone(readdir(folder))) ?? [];
  return names.filter((name) => SEGMENT.test(name)).sort();
}

/** The folders of all processes that have one here. */
export async function homesIn(root: string): Promise<string[]> {
  const entries = (await unlessGone(readdir(root, { withFileTypes: true }))) ?? [];
  return entries.filter((each) => each.isDirectory()).map(({ name }) => join(root, name));
}

export const readIfThere = (path: string): Promise<Buffer | undefined> => unlessGone(readFile(path));
export const sizeIfThere = async (path: string): Promise<number> => (await unlessGone(stat(path)))?.size ?? 0;
export const unlinkIfThere = async (path: string): Promise<void> => void (await unlessGone(unlink(path)));

/** For this user alone. */
export const makeFolder = async (path: string): Promise<void> =>
  void (await mkdir(path, { recursive: true, mode: 0o700 }));

/** A file that nobody has yet, for this user alone. */
export const createFile = (path: string): Promise<FileHandle> => open(path, 'wx', 0o600);

/** Makes what was created, renamed or removed in a folder outlast a loss of power. Not every system can. */
export async function syncFolder(path: string): Promise<void> {
  let folder: FileHandle | undefined;
  try {
    folder = await open(path, constants.O_RDONLY);
    await folder.sync();
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP'].includes(codeOf(error))) throw error;
  } finally {
    await folder?.close();
  }
}

/** Writes all of it: one call may write a part alone where the disk fills up. */
export async function writeWhole(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Whether the path still leads to the open file. */
export async function isLinked(file: FileHandle, path: string): Promise<boolean> {
  const [mine, there] = await Promise.all([file.stat(), unlessGone(stat(path))]);
  return there !== undefined && there.ino === mine.ino && there.dev === mine.dev;
}
