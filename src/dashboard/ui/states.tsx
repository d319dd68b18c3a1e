import { ApiError, UnreachableError } from '../../client/index.ts';
import { Button } from './button.tsx';

interface Advice {
  readonly title: string;
  readonly todo: string;
}

const BY_STATUS: Readonly<Record<number, Advice>> = {
  400: {
    title: 'The range or a filter was not accepted',
    todo: 'Reset the filters, or change what is named below.',
  },
  403: { title: 'Your role can not read this', todo: 'Ask an operator with the role admin for access.' },
  404: { title: 'Nothing here', todo: 'It may have been erased, or the address has a typing error.' },
  429: { title: 'Too many requests', todo: 'Wait a moment, then try again.' },
};

function adviceFor(error: unknown): Advice {
  if (error instanceof UnreachableError)
    return {
      title: 'The server does not answer',
      todo: 'Check that it runs and that you are online, then try again.',
    };
  if (error instanceof ApiError)
    return (
      BY_STATUS[error.status] ?? {
        title: 'The server could not answer',
        todo: 'Try again. If it stays, “npx joip-analytics doctor” tells what is wrong.',
      }
    );
  return {
    title: 'The panel stumbled',
    todo: 'Reload the page; a part of it may have been out of reach. If it stays, the browser’s console says why.',
  };
}

const isAnswer = (error: unknown) => error instanceof ApiError || error instanceof UnreachableError;

/** Code that did not load is remembered as such until then. */
const reload = () => location.reload();

interface ErrorStateProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly onReset?: () => void;
}

/** What went wrong, what to do, and a way on. */
export function ErrorState({ error, onRetry, onReset }: ErrorStateProps) {
  const { title, todo } = adviceFor(error);
  const fields = error instanceof ApiError ? Object.entries(error.fields) : [];
  return (
    <div role="alert" className="panel flex flex-col items-start gap-2 p-6">
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="text-ink-2">{todo}</p>
      {/* The list of fields says the same, better. */}
      {error instanceof ApiError && fields.length === 0 && (
        <p className="text-sm text-ink-3">{error.message}</p>
      )}
      {fields.length > 0 && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 text-sm">
          {fields.map(([name, accepted]) => (
            <div key={name} className="contents">
              <dt className="font-mono text-xs leading-5">{name}</dt>
              <dd className="text-ink-2">{accepted}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className="mt-2 flex gap-2">
        {onRetry && <Button onClick={isAnswer(error) ? onRetry : reload}>Try again</Button>}
        {onReset && <Button onClick={onReset}>Reset filters</Button>}
      </div>
    </div>
  );
}

export function Skeleton({ className }: { className: string }) {
  return <div className={`skeleton ${className}`} />;
}

/** Says once, to those who can not see the skeletons, that something is on its way. */
export function Loading() {
  return (
    <p role="status" className="sr-only">
      Loading
    </p>
  );
}
