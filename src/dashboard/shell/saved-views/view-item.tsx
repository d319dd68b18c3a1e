import { Link } from '@tanstack/react-router';
import { Pin, PinOff, RefreshCw, Trash2, Users } from 'lucide-react';
import * as texts from '#texts/views.ts';
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
            {mine ? texts.sharedByYou : texts.sharedBy(owner ?? texts.formerOperator)}
          </p>
        )}
        {change.isError && (
          <p role="alert" className="text-xs text-bad">
            {texts.notChanged(change.error.message)}
          </p>
        )}
      </div>
      {editable && !current && (
        <Button
          look="icon"
          aria-label={texts.replaceWith(name)}
          title={texts.replace}
          disabled={change.isPending}
          onClick={() => change.mutate({ id, ...here })}
        >
          <RefreshCw className="size-3.5" aria-hidden="true" />
        </Button>
      )}
      <Button
        look="icon"
        aria-label={pinned ? texts.unpin(name) : texts.pinWhat(name)}
        title={pinned ? texts.unpinShort : texts.pinShort}
        disabled={change.isPending}
        onClick={() => change.mutate({ id, pinned: !pinned })}
      >
        <PinIcon className="size-3.5" aria-hidden="true" />
      </Button>
      {editable && (
        <ConfirmButton
          look="icon"
          label={texts.removeWhat(name)}
          trigger={<Trash2 className="size-3.5" aria-hidden="true" />}
          title={texts.removeAsked(name)}
          confirm={texts.removeTheView}
          act={() => removeView(id)}
        >
          <p>{shared ? texts.sharedRemoval : texts.ownRemoval}</p>
        </ConfirmButton>
      )}
    </li>
  );
}
