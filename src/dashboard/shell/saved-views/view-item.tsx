import { Link } from '@tanstack/react-router';
import { Pin, PinOff, RefreshCw, Trash2, Users } from 'lucide-react';
import type { SavedView } from '../../../contract/families/views/index.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { type Address, toView } from './address.ts';
import { removeView, useChangeView } from './change-views.ts';

interface ViewItemProps {
  readonly view: SavedView;
  readonly words: string;
  readonly here: Address;
  /** It is what is shown. */
  readonly current: boolean;
  readonly close: () => void;
}

/** A view: press its name to open it. */
export function ViewItem({ view, words, here, current, close }: ViewItemProps) {
  const change = useChangeView();
  const { id, name, pinned, shared, mine, editable, owner } = view;
  const PinIcon = pinned ? PinOff : Pin;
  return (
    <li className="group flex items-start gap-1 py-2 pe-2 ps-3.5">
      <div className="min-w-0 flex-1">
        <Link
          {...toView(view)}
          aria-current={current ? 'true' : undefined}
          onClick={close}
          className="block truncate font-medium hover:underline aria-[current=true]:text-signal-ink"
        >
          {name}
        </Link>
        <p className="truncate text-xs text-ink-3" title={words}>
          {words}
        </p>
        {shared && (
          <p className="mt-0.5 flex items-center gap-1 text-xs text-ink-3">
            <Users className="size-3" aria-hidden="true" />
            {mine ? 'Shared by you' : `Shared by ${owner ?? 'a former operator'}`}
          </p>
        )}
        {change.isError && (
          <p role="alert" className="text-xs text-bad">
            Not changed: {change.error.message}
          </p>
        )}
      </div>
      {editable && !current && (
        <Button
          look="icon"
          aria-label={`Save what is shown as ${name}`}
          title="Save what is shown under this name"
          disabled={change.isPending}
          onClick={() => change.mutate({ id, ...here })}
        >
          <RefreshCw className="size-3.5" aria-hidden="true" />
        </Button>
      )}
      <Button
        look="icon"
        aria-label={pinned ? `Take ${name} off the pins` : `Pin ${name}`}
        title={pinned ? 'Take off the pins' : 'Pin'}
        disabled={change.isPending}
        onClick={() => change.mutate({ id, pinned: !pinned })}
      >
        <PinIcon className="size-3.5" aria-hidden="true" />
      </Button>
      {editable && (
        <ConfirmButton
          look="icon"
          label={`Remove ${name}`}
          trigger={<Trash2 className="size-3.5" aria-hidden="true" />}
          title={`Remove “${name}”?`}
          confirm="Remove the view"
          act={() => removeView(id)}
        >
          <p>
            {shared
              ? 'Every operator loses it. No activity is touched.'
              : 'Its address goes on working. No activity is touched.'}
          </p>
        </ConfirmButton>
      )}
    </li>
  );
}
