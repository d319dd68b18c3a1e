import { Link } from '@tanstack/react-router';
import { CircleHelp, Search } from 'lucide-react';
import { usePanel } from '../api/panel-context.ts';
import { Button } from '../ui/button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { Mark } from '../ui/mark.tsx';
import { carried } from '../url/range.ts';
import { AccountMenu } from './account-menu.tsx';
import { useFindUser } from './use-find-user.ts';

const TABS = [
  { to: '/analytics', label: 'Analytics', role: 'admin' },
  { to: '/usage', label: 'Usage', role: 'viewer' },
] as const;

export function Header({ onHelp }: { onHelp: () => void }) {
  const { operator } = usePanel();
  const findUser = useFindUser();
  const admin = operator.role === 'admin';
  return (
    <header className="bg-surface">
      <div className="mx-auto flex h-14 max-w-[96rem] items-stretch gap-1 px-4 sm:gap-2 sm:px-6">
        <Link
          to={admin ? '/analytics' : '/usage'}
          search={carried}
          className="mr-1 flex items-center gap-2 sm:mr-4"
          aria-label="joip analytics, first page"
        >
          <Mark />
          <span className="hidden text-base font-semibold tracking-tight sm:inline">
            joip <span className="font-normal text-ink-3">analytics</span>
          </span>
        </Link>
        <nav aria-label="Views" className="flex items-stretch">
          {TABS.filter((tab) => admin || tab.role === 'viewer').map((tab) => (
            <Link
              key={tab.to}
              to={tab.to}
              search={carried}
              activeOptions={{ includeSearch: false }}
              className="relative flex items-center px-2.5 text-sm text-ink-2 after:absolute after:inset-x-2.5 after:bottom-[-1px] after:h-0.5 after:bg-signal after:opacity-0 hover:text-ink aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:after:opacity-100 sm:px-3 sm:after:inset-x-3"
            >
              {tab.label}
            </Link>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-1">
          {admin && (
            <button
              type="button"
              onClick={findUser}
              className="mr-1 hidden h-8 w-56 items-center gap-2 rounded-md border border-line bg-paper px-2.5 text-sm text-ink-3 hover:border-line-strong hover:text-ink-2 md:flex"
            >
              <Search className="size-3.5" aria-hidden="true" />
              <span className="flex-1 text-left">Find a user</span>
              <Kbd>/</Kbd>
            </button>
          )}
          {admin && (
            <Button look="icon" className="md:hidden" aria-label="Find a user" onClick={findUser}>
              <Search className="size-4.5" aria-hidden="true" />
            </Button>
          )}
          <Button
            look="icon"
            className="max-sm:hidden"
            aria-label="Help and shortcuts"
            title="Help and shortcuts (?)"
            onClick={onHelp}
          >
            <CircleHelp className="size-4.5" aria-hidden="true" />
          </Button>
          <AccountMenu />
        </div>
      </div>
      <div className="ruler" aria-hidden="true" />
      <div className="border-b border-line" />
    </header>
  );
}
