import { useQueries } from '@tanstack/react-query';
import * as texts from '#texts/settings.ts';
import { AdminOnly } from '../../shell/page/admin-only.tsx';
import { AdministrationBar } from '../../shell/page/administration-bar.tsx';
import ExportMenu from '../../shell/page/export-menu.tsx';
import { PageTitle } from '../../shell/page/page-title.tsx';
import { Loading, Skeleton } from '../../ui/states.tsx';
import { keysQuery, operatorsQuery } from './access-queries.ts';
import { FixedSection } from './fixed-section.tsx';
import { KeysSection } from './keys-section.tsx';
import { OperatorsSection } from './operators-section.tsx';
import { retentionQuery, settingsQuery } from './retention-queries.ts';
import { RetentionSection } from './retention-section.tsx';

/** Who and what may come in, and how long what is kept. */
export function SettingsPage() {
  return (
    <AdminOnly title={texts.settings}>
      <AdministrationBar />
      <PageTitle title={texts.settings} note={texts.everyChangeInAudit}>
        <ExportMenu />
      </PageTitle>
      <Sections />
    </AdminOnly>
  );
}

/** Drawn together: one that came later would move those below it. */
function Sections() {
  const asked = [operatorsQuery, keysQuery, retentionQuery, settingsQuery] as const;
  const waiting = useQueries({ queries: asked }).some(({ isPending }) => isPending);
  if (waiting)
    return (
      <>
        <Loading />
        <Skeleton className="h-160 w-full" />
      </>
    );
  return (
    <div className="flex flex-col gap-9">
      <OperatorsSection />
      <KeysSection />
      <RetentionSection />
      <FixedSection />
    </div>
  );
}
