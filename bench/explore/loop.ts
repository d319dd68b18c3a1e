import type { Bed, Lab } from '../lib/bed.ts';
import { delayWhileAsking } from '../lib/loop.ts';
import type { Result } from '../lib/result.ts';
import { serve } from '../lib/site.ts';
import type { Question } from './question.ts';

/** How late the event loop of the server is while it is asked every question, one after another, from its first on. */
export async function loopDelay({ size }: Bed, lab: Lab, questions: readonly Question[]): Promise<Result> {
  const site = await serve(lab);
  try {
    const paths = questions.map(({ path }) => path);
    return {
      id: 'P14',
      what: 'event-loop delay p99 of the server while it is asked all of these',
      ...(await delayWhileAsking(site, paths, size.rounds)),
    };
  } finally {
    await site.close();
  }
}
