import { join } from 'node:path';
import { begunAt, homesIn, readIfThere, segmentsIn } from './files.ts';
import { type Contents, readSegment } from './format.ts';

export interface Surveyed extends Contents {
  readonly segment: string;
  readonly bytes: number;
  /** When it was begun, in milliseconds since 1970. */
  readonly begunAt: number;
}

/** Looks at every segment of every process in a spool, and changes nothing. A folder that isn't there holds none. */
export async function* surveySpool(folder: string, format: string): AsyncGenerator<Surveyed> {
  for (const home of await homesIn(folder))
    for (const segment of await segmentsIn(home)) {
      const bytes = await readIfThere(join(home, segment));
      if (bytes)
        yield {
          segment,
          bytes: bytes.length,
          begunAt: begunAt(segment),
          ...readSegment(bytes, format),
        };
    }
}
