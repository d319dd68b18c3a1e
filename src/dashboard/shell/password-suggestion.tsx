import { Link } from '@tanstack/react-router';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import * as texts from '#texts/suggestion.ts';
import { suggestPassword } from '../data/suggestion.ts';
import { Button, buttonClass } from '../ui/button.tsx';

/** For whoever came by a link: the next time it takes another one, or a password. */
export default function PasswordSuggestion() {
  const [open, setOpen] = useState(true);
  const close = () => {
    suggestPassword(false);
    setOpen(false);
  };
  if (!open) return null;
  return (
    <aside aria-label={texts.setAPassword} className="border-b border-line bg-sunken">
      <div className="mx-auto flex max-w-[96rem] items-center gap-x-3 px-4 py-1.5 text-sm sm:px-6">
        <KeyRound className="size-4 shrink-0 text-ink-2" aria-hidden="true" />
        <p className="min-w-0 flex-1">
          <strong className="font-semibold">{texts.youCameByLink}</strong>{' '}
          <span className="text-ink-2 max-sm:hidden">{texts.noneNextTime}</span>
        </p>
        <Link to="/account" className={`${buttonClass()} h-7!`} onClick={close}>
          {texts.setAPassword}
        </Link>
        <Button look="quiet" className="h-7" onClick={close}>
          {texts.notNow}
        </Button>
      </div>
    </aside>
  );
}
