import type { Bed } from './lib/bed.ts';
import { historyOf } from './lib/history.ts';
import { questions } from './lib/questions.ts';
import { alternate, median, type Result, round, WARMING } from './lib/result.ts';
import { serve } from './lib/site.ts';

/** The reports of p6 on a data set, against one of a tenth of its activities and as many users. */
export async function p7(bed: Bed): Promise<Result[]> {
  const { events, users, quick } = bed.size;
  const large = await historyOf(bed, events, users);
  const small = await historyOf(bed, Math.round(events / 10), users);
  const sites = { large: await serve(large), small: await serve(small) };
  const results: Result[] = [];
  try {
    for (const { name, path } of questions) {
      const { a, b } = await alternate(
        (quick ? 5 : 15) + WARMING,
        () => sites.large.ask(path),
        () => sites.small.ask(path),
      );
      const [ours, tenth] = [median(a.slice(WARMING)), median(b.slice(WARMING))];
      results.push({
        id: 'P7',
        what: `${name}, ${events.toLocaleString('en')} activities`,
        ours: `${round(ours, 1)} ms`,
        yardstick: `a tenth of them: ${round(tenth, 1)} ms`,
        value: round(ours / tenth),
        unit: ' x',
        goal: '<= 1.5 x',
        reached: ours <= 1.5 * tenth,
      });
    }
  } finally {
    await sites.large.close();
    await sites.small.close();
    await large.close();
    await small.close();
  }
  return results;
}
