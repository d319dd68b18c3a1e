import type { Answers, Question } from '../question.ts';
import type { CellsAnswer } from '../questions/cells.ts';
import { CROWD } from '../questions/crowds.ts';
import { BEGINNERS } from '../questions/first-use.ts';
import { crowdOf } from './model.ts';

/** A sink's answer in the form in which the model tells it. */
export function plainly(q: Question, answer: unknown): unknown {
  switch (q.sink) {
    case 'people': {
      const { activities, columns, last, days } = answer as Answers['people'];
      return Array.from(activities, (n, place) => ({
        place,
        activities: n,
        columns: columns.map((column) => column[place]!),
        last: last && last[place]!,
        days: days && days[place]!,
      })).filter((told) => told.activities > 0 || told.columns.some((each) => each !== 0));
    }
    case 'totals': {
      const { all, internal } = answer as Answers['totals'];
      return { all: [...all], internal: [...internal] };
    }
    case 'distinct': {
      const { total, counts } = answer as Answers['distinct'];
      return { total, counts: [...counts] };
    }
    case 'cells':
      return { cells: cellsOf(answer as Answers['cells']).sort() };
    case 'crowds': {
      const { cells, crowds } = answer as Answers['crowds'];
      const all = cellsOf(cells);
      const people = (i: number) =>
        new Set(crowds.subarray(i * CROWD, (i + 1) * CROWD).filter((no) => no !== 0));
      return {
        cells: [...all].sort(),
        crowds: all.map(([cell], i) => crowdOf([cell, people(i)])).sort(),
      };
    }
    case 'retention': {
      const { cells, list } = answer as Answers['retention'];
      return { cells: [...cells], list: list && [...list].sort((a, b) => a - b) };
    }
    case 'lifecycle': {
      const { counts, list } = answer as Answers['lifecycle'];
      return { counts: [...counts], list: list && [...list].sort((a, b) => a - b) };
    }
    case 'stickiness': {
      const { distinct, times, list } = answer as Answers['stickiness'];
      return {
        distinct: distinct.map((each) => [...each]),
        times: [...times],
        list: list && [...list].sort((a, b) => a - b),
      };
    }
    case 'rhythm': {
      const { activities, people, list } = answer as Answers['rhythm'];
      return {
        activities: [...activities],
        people: [...people],
        list: list && Array.from(list.users, (place, i) => [place, list.activities[i]]),
      };
    }
    case 'firstUse': {
      const { all, first, used, list } = answer as Answers['firstUse'];
      return {
        all: [...all],
        first: [...first],
        used: [...used],
        list:
          list &&
          Array.from(list.users, (place, i) => [
            place,
            list.began[i],
            list.first[i],
            list.at[i],
            BEGINNERS[list.states[i]!],
          ]),
      };
    }
    case 'paths': {
      const { parents, nodes, tries, people, ended, open, list } = answer as Answers['paths'];
      const pathOf = (way: number): string[] =>
        way === 0 ? [] : [...pathOf(parents[way]!), String(nodes[way])];
      return {
        ways: Array.from(parents, (_, way) => ({
          path: pathOf(way).join(' '),
          tries: tries[way],
          people: people[way],
          ended: ended[way],
          open: open[way],
        })).sort((a, b) => (a.path < b.path ? -1 : 1)),
        list:
          list &&
          Array.from({ length: list.length }, (_, i) => {
            const reached = list.steps.subarray(i * q.size, (i + 1) * q.size).filter((step) => step >= 0);
            const times = list.times.subarray(i * q.size, i * q.size + reached.length);
            return `${list.users[i]} ${list.began[i]}: ${[...reached].join(' ')}: ${[...times].join(' ')}`;
          }).sort(),
      };
    }
    case 'split': {
      const { groupings, cells, sums, squares, nobody } = answer as Answers['split'];
      return {
        parts: [...groupings, cells].map((parts) =>
          Array.from(parts.sums, (sum, i) => [sum, parts.squares[i], parts.products[i]]),
        ),
        users: Array.from(sums, (sum, place) => [place, sum, squares[place]]).filter(([, sum]) => sum !== 0),
        nobody,
      };
    }
    case 'funnel': {
      const { ended, series, open, median, p90, list } = answer as Answers['funnel'];
      const told = (numbers: Float64Array) => Array.from(numbers, (n) => (Number.isNaN(n) ? null : n));
      return {
        ended: [...ended],
        series: [...series],
        open: [...open],
        median: told(median),
        p90: told(p90),
        list:
          list &&
          Array.from({ length: list.length }, (_, i) => {
            const times = list.times.subarray(i * q.size, i * q.size + list.reached[i]!);
            return `${list.users[i]} ${list.groups[i]} ${[...times].join(' ')}`;
          }).sort(),
      };
    }
  }
}

const cellsOf = ({ length, users, groups, buckets, internal, counts }: CellsAnswer): [string, number][] =>
  Array.from({ length }, (_, i) => [`${users[i]} ${groups[i]} ${buckets[i]} ${internal[i]}`, counts[i]!]);
