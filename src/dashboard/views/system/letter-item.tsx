import { Link } from '@tanstack/react-router';
import * as texts from '#texts/system.ts';
import type { DeadLetterRow } from '../../../contract/families/letters/index.ts';
import { usePanel } from '../../data/panel-context.ts';
import { carried } from '../../data/url/range.ts';
import type { Raw } from '../../data/url/search.ts';
import { ago, moment } from '../../format/date.ts';
import { exact } from '../../format/number.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { LetterActions } from './letter-actions.tsx';
import { reasonOf } from './reasons.ts';

/** As it came, indented where it is JSON. */
function readable(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}

interface LetterItemProps {
  readonly letter: DeadLetterRow;
  readonly onDone: (told: string) => void;
}

/** One letter; it opens to what came. */
export function LetterItem({ letter, onDone }: LetterItemProps) {
  const { timezone } = usePanel();
  const { id, reason, message, action, userId, firstAt, lastAt, times, source } = letter;
  return (
    <li>
      <details className="group">
        <summary className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-2 -outline-offset-2 hover:bg-sunken/60">
          <Disclosure />
          <span className="font-mono text-xs">{action ?? texts.noAction}</span>
          <span className="text-sm text-ink-2">{reasonOf(reason).label}</span>
          <span className="min-w-0 flex-1 truncate text-xs text-ink-3 max-sm:order-last max-sm:basis-full max-sm:ps-6.5">
            {message}
          </span>
          <time dateTime={lastAt} title={moment(lastAt, timezone)} className="ms-auto text-xs text-ink-3">
            {times > 1 && texts.timesBefore(exact(times))}
            {ago(lastAt)}
          </time>
        </summary>
        <div className="grid grid-cols-1 items-start gap-4 px-4 pt-1 pb-4 sm:ps-10.5 lg:grid-cols-2">
          <CodeBlock code={readable(letter.payload)} />
          <div className="flex min-w-0 flex-col gap-3">
            <p className="text-sm">{message}</p>
            <FactList
              facts={[
                {
                  label: texts.user,
                  value: userId ? (
                    <Link
                      to="/users/$userId"
                      params={{ userId }}
                      search={(previous) => carried(previous as Raw)}
                      className="link"
                    >
                      {userId}
                    </Link>
                  ) : (
                    '–'
                  ),
                },
                { label: texts.cameBy, value: source },
                { label: texts.first, value: moment(firstAt, timezone) },
                { label: texts.last, value: moment(lastAt, timezone) },
                { label: texts.timesLabel, value: exact(times) },
                { label: texts.id, value: <span className="font-mono text-xs">{id}</span> },
              ]}
            />
            <LetterActions which={{ ids: [id] }} what={texts.thisLetter} count={1} onDone={onDone} />
          </div>
        </div>
      </details>
    </li>
  );
}
