import { Link } from '@tanstack/react-router';
import { CircleHelp, Search } from 'lucide-react';
import * as texts from '#texts/shell.ts';
import { usePanel } from '../data/panel-context.ts';
import { carried } from '../data/url/range.ts';
import { MODIFIER } from '../format/keys.ts';
import { Button } from '../ui/button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { later } from '../ui/later.tsx';
import { OneStop } from '../ui/one-stop.tsx';
import { Wordmark } from '../ui/wordmark.tsx';
import { AccountMenu } from './account-menu.tsx';
import { AdministrationMenu } from './administration-menu.tsx';
import { ViewsButton } from './saved-views/views-button.tsx';
import { TabBar } from './tab-bar.tsx';

const HealthBadge = later(() => import('./health/health-badge.tsx'));

interface HeaderProps {
  readonly onHelp: () => void;
  readonly onSearch: () => void;
}

export function Header({ onHelp, onSearch }: HeaderProps) {
  const { operator } = usePanel();
  const admin = operator.role === 'admin';
  return (
    <header className="z-50 bg-surface tall:sticky tall:-top-12 md:tall:top-0 print:hidden">
      <div className="mx-auto flex max-w-[96rem] flex-wrap items-stretch gap-x-1 px-(--margin) sm:gap-x-2 md:h-14 md:flex-nowrap">
        <Link
          to="/analytics"
          search={carried}
          className="me-1 flex items-center max-md:h-12 lg:me-4"
          // The first view has a tab of its own.
          tabIndex={-1}
          aria-label={texts.firstPage}
        >
          <Wordmark />
        </Link>
        <TabBar />
        <OneStop label={texts.tools} className="ms-auto flex items-center gap-1">
          <HealthBadge />
          <button
            type="button"
            onClick={onSearch}
            className="me-1 hidden h-8 w-56 items-center gap-2 rounded-md border border-line bg-paper px-2.5 text-sm text-ink-3 hover:border-line-strong hover:text-ink-2 xl:flex"
          >
            <Search className="size-3.5" aria-hidden="true" />
            <span className="flex-1 text-start">{texts.searchAndJump}</span>
            <Kbd>{MODIFIER} K</Kbd>
          </button>
          <Button look="icon" className="xl:hidden" aria-label={texts.searchAndJump} onClick={onSearch}>
            <Search className="size-4.5" aria-hidden="true" />
          </Button>
          <Button
            look="icon"
            className="max-lg:hidden"
            aria-label={texts.helpAndShortcuts}
            title={texts.helpAndShortcutsKey}
            onClick={onHelp}
          >
            <CircleHelp className="size-4.5" aria-hidden="true" />
          </Button>
          {admin && <ViewsButton />}
          {admin && <AdministrationMenu />}
          <AccountMenu />
        </OneStop>
      </div>
      <div className="ruler" aria-hidden="true" />
      <div className="border-b border-line" />
    </header>
  );
}
