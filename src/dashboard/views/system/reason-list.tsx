import { getRouteApi, Link } from '@tanstack/react-router';
import * as texts from '#texts/system.ts';
import type { DeadLetterReason } from '../../../contract/families/tracking/track.ts';
import { exact } from '../../format/number.ts';
import { LetterActions } from './letter-actions.tsx';
import { reasonOf } from './reasons.ts';

const route = getRouteApi('/system');

interface ReasonListProps {
  readonly byReason: Readonly<Record<string, number>>;
  readonly onDone: (told: string) => void;
}

/** Why letters were set aside, what each means and what to do; a reason filters the letters below. */
export function ReasonList({ byReason, onDone }: ReasonListProps) {
  const chosen = route.useSearch({ select: (s) => s.reason });
  const reasons = Object.entries(byReason).sort(([, a], [, b]) => b - a);
  return (
    <ul className="divide-y divide-line">
      {reasons.map(([name, count]) => {
        const { label, meaning, todo } = reasonOf(name);
        const selected = chosen === name;
        return (
          <li key={name} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
            <span className="w-12 text-xl font-semibold tracking-tight">{exact(count)}</span>
            <span className="min-w-48 flex-1">
              <Link
                from="/system"
                search={(previous) => ({ ...previous, reason: selected ? undefined : name })}
                resetScroll={false}
                aria-current={selected ? 'true' : undefined}
                title={selected ? texts.showAllLetters : texts.showTheseLettersAlone}
                className="link font-medium aria-current:decoration-signal aria-current:decoration-2"
              >
                {label}
              </Link>
              <span className="block text-sm text-ink-2">
                {meaning} <span className="text-ink-3">{todo}</span>
              </span>
            </span>
            <span className="max-sm:ps-16">
              <LetterActions
                which={{ reason: name as DeadLetterReason }}
                what={texts.lettersOf(exact(count), label)}
                count={count}
                onDone={onDone}
              />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
