import { Link } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import * as nouns from '#texts/nouns.ts';
import * as texts from '#texts/user.ts';
import type { ErasureReceipt as Receipt } from '../../../contract/families/privacy/index.ts';
import { usePanel } from '../../data/panel-context.ts';
import { carried } from '../../data/url/range.ts';
import type { Raw } from '../../data/url/search.ts';
import { moment } from '../../format/date.ts';
import { exact } from '../../format/number.ts';
import { buttonClass } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { FactList } from '../../ui/fact-list.tsx';

/** What an erasure did, in place of the page that is gone. It names nobody. */
export function ErasureReceipt({ receipt }: { receipt: Receipt }) {
  const { timezone } = usePanel();
  const { erasedAt, removed, redacted, anonymous, notes } = receipt;
  return (
    <section aria-label={texts.erasureReceipt} className="panel flex max-w-3xl flex-col gap-5 p-5 sm:p-6">
      <div className="flex items-start gap-3">
        <CircleCheck className="mt-1 size-5 shrink-0 text-good" aria-hidden="true" />
        <div>
          <h1 className="text-xl font-semibold tracking-tight">{texts.erased}</h1>
          <p role="status" className="text-sm text-ink-2">
            {texts.receiptMeans(moment(erasedAt, timezone))}
          </p>
        </div>
      </div>
      <Counts title={texts.removed} counts={removed} />
      <Counts title={texts.redacted} counts={redacted} />
      {anonymous.length > 0 && (
        <Part title={texts.stays}>
          <Lines lines={anonymous} />
        </Part>
      )}
      {notes.length > 0 && (
        <Part title={texts.goodToKnow}>
          <Lines lines={notes} />
        </Part>
      )}
      <details className="text-sm">
        <summary className="link inline-block text-xs text-ink-2">{texts.asJson}</summary>
        <div className="mt-2">
          <CodeBlock code={JSON.stringify(receipt, null, 2)} />
        </div>
      </details>
      <Link
        to="/usage"
        search={(previous) => carried(previous as Raw)}
        className={`${buttonClass()} self-start`}
      >
        {texts.allUsers}
      </Link>
    </section>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h2 className="mb-1 font-medium">{title}</h2>
      {children}
    </div>
  );
}

const Lines = ({ lines }: { lines: readonly string[] }) => (
  <ul className="flex flex-col gap-1 text-sm text-ink-2">
    {lines.map((line) => (
      <li key={line} className="first-letter:uppercase">
        {line}
      </li>
    ))}
  </ul>
);

function Counts(props: { title: string; counts: Readonly<Record<string, number>> }) {
  const counts = Object.entries(props.counts).filter(([, n]) => n > 0);
  if (counts.length === 0) return null;
  return (
    <Part title={props.title}>
      <FactList
        facts={counts.map(([table, n]) => ({ label: table, value: `${exact(n)} ${nouns.rows(n)}` }))}
      />
    </Part>
  );
}
