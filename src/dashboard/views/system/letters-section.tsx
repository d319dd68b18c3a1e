import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import * as nouns from '#texts/nouns.ts';
import * as texts from '#texts/system.ts';
import { exact } from '../../format/number.ts';
import { PARTS } from '../../shell/health/troubles.ts';
import { LoadMore } from '../../ui/load-more.tsx';
import { Section } from '../../ui/section.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { LetterActions } from './letter-actions.tsx';
import { LetterItem } from './letter-item.tsx';
import { ReasonList } from './reason-list.tsx';
import type { Letters } from './use-letters.ts';

/** Activity that couldn't be counted: why, what came, and the way back in or out. */
export function LettersSection({ letters: { list, counts } }: { letters: Letters }) {
  const [told, setTold] = useState('');
  const { total, byReason } = counts;
  return (
    <Section
      id={PARTS.letters}
      title={texts.deadLetters}
      note={texts.activityCameButCould}
      aside={
        total > 0 && (
          <LetterActions
            which={{ all: true }}
            what={texts.allLetters(exact(total))}
            count={total}
            onDone={setTold}
          />
        )
      }
    >
      <p role="status" className={told ? 'mb-2.5 text-sm' : 'sr-only'}>
        {told}
      </p>
      {total === 0 ? (
        <p className="panel p-4 text-ink-2">{texts.noneWhateverCouldNot}</p>
      ) : (
        <div className="panel overflow-clip">
          <ReasonList byReason={byReason} onDone={setTold} />
          <List list={list} onDone={setTold} />
        </div>
      )}
    </Section>
  );
}

function List({ list, onDone }: { list: Letters['list']; onDone: (told: string) => void }) {
  if (!list.data)
    return list.isError ? (
      <ErrorState error={list.error} onRetry={() => list.refetch()} />
    ) : (
      <Skeleton className="m-4 h-40" />
    );
  const letters = list.data.pages.flatMap((page) => page.letters);
  return (
    <section aria-label={texts.lettersTitle} className="border-t border-line-strong">
      {letters.length === 0 && (
        <p className="px-4 py-6 text-center text-ink-2">
          {texts.noLetterOfReason}{' '}
          <Link
            from="/system"
            search={(previous) => ({ ...previous, reason: undefined })}
            resetScroll={false}
            className="link"
          >
            {texts.showAll}
          </Link>
        </p>
      )}
      <ul className="divide-y divide-line">
        {letters.map((letter) => (
          <LetterItem key={letter.id} letter={letter} onDone={onDone} />
        ))}
      </ul>
      <LoadMore list={list} shown={letters.length} noun={nouns.letters} />
    </section>
  );
}
