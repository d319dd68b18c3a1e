import { judge } from './judge.ts';
import type { Facts } from './oracle/matching.ts';
import type { Platform } from './platform.ts';
import { type Question, toQuery } from './questions.ts';

export interface Tally {
  equal: number;
  readonly refused: Map<string, number>;
  /** One line a question: what was asked, and what differs. */
  readonly wrong: string[];
}

export async function askAll(p: Platform, f: Facts, questions: readonly Question[]): Promise<Tally> {
  const tally: Tally = { equal: 0, refused: new Map(), wrong: [] };
  for (const question of questions) {
    const verdict = await judge(p, f, question);
    if (verdict.is === 'equal') tally.equal++;
    else if (verdict.is === 'refused')
      tally.refused.set(verdict.reason, (tally.refused.get(verdict.reason) ?? 0) + 1);
    else {
      const line = `${told(question)} :: ${verdict.lines.slice(0, 4).join(' | ').slice(0, 500)}`;
      tally.wrong.push(line);
      // A long run tells what is wrong as soon as it is found.
      console.error(line);
    }
  }
  return tally;
}

const told = ({ view, retained, params }: Question) =>
  `${view}${retained ? ' after retention' : ''} ${decodeURIComponent(toQuery(params).toString())}`;

export function describeTally({ equal, refused, wrong }: Tally): string {
  const sum = [...refused.values()].reduce((a, b) => a + b, 0);
  const reasons = [...refused].map(([reason, n]) => `\n  ${n} refused: ${reason}`).join('');
  return `${equal + sum + wrong.length} questions, ${equal} answered and equal, ${sum} refused, ${wrong.length} wrong${reasons}`;
}
