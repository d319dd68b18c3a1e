import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { MINUTE } from '../../db/milliseconds.ts';
import { SPOOL_FORMAT } from '../../ingest/spooled/index.ts';
import { surveySpool } from '../../spool/index.ts';
import { type Check, count, fail, ok, warn } from './check.ts';

/** With the database back, it is empty within a minute. */
const LONG = 5 * MINUTE;

export const spool: Check = {
  name: 'spool',
  question: 'Would activity wait on the disk while the database is away, and does any wait?',
  async run({ spool: place, now }) {
    if (place === undefined) return ok("not looked at: where it would be isn't known here");
    if (place === null) return ok('none is configured here: activity is refused while the database is away');
    const { folder, maxBytes } = place;
    const hindered = await unwritable(folder);
    if (hindered)
      return fail(
        `${folder} can't be written (${hindered}): activity is refused while the database is away`,
        'let the user that the server runs as write there, or set SPOOL_DIR to another folder',
      );
    let [records, bytes, damages, oldest] = [0, 0, 0, now()];
    const foreign = new Set<string>();
    for await (const each of surveySpool(folder, SPOOL_FORMAT)) {
      records += each.records.length;
      bytes += each.bytes;
      damages += each.damages;
      oldest = Math.min(oldest, each.begunAt);
      if (each.foreign !== undefined) foreign.add(each.foreign);
    }
    const waiting = `${count(records, 'activity')} waiting there (${count(bytes, 'byte')})`;
    if (damages > 0)
      return fail(
        `${count(damages, 'stretch')} of it can't be read; ${waiting}`,
        'check the disk; what can be read is brought to the database all the same',
      );
    if (foreign.size > 0)
      return warn(
        `files of another version wait there: ${[...foreign].join(', ')}`,
        'start the newer version: it brings them to the database',
      );
    if (maxBytes !== undefined && bytes > maxBytes * 0.8)
      return warn(`it is nearly full: ${waiting}`, 'raise SPOOL_MEGABYTES, and bring the database back');
    if (now() - oldest > LONG)
      return warn(
        `${waiting}, since ${new Date(oldest).toISOString()}`,
        "see in the log of the server why the database doesn't take it; a server has to run on this folder",
      );
    return ok(records === 0 ? 'nothing waits' : waiting);
  },
};

/** Why it can't be written; a folder that isn't there yet is made where its nearest one can be. */
async function unwritable(folder: string): Promise<string | undefined> {
  for (let each = folder; ; each = join(each, '..')) {
    try {
      await access(each, constants.W_OK | constants.X_OK);
      return undefined;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT' || join(each, '..') === each) return code;
    }
  }
}
