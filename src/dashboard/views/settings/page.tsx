import * as texts from '#texts/settings.ts';
import { AdminOnly } from '../../shell/page/admin-only.tsx';
import { AdministrationBar } from '../../shell/page/administration-bar.tsx';
import ExportMenu from '../../shell/page/export-menu.tsx';
import { PageTitle } from '../../shell/page/page-title.tsx';
import { FixedSection } from './fixed-section.tsx';
import { KeysSection } from './keys-section.tsx';
import { OperatorsSection } from './operators-section.tsx';
import { RetentionSection } from './retention-section.tsx';

/** Who and what may come in, and how long what is kept. */
export function SettingsPage() {
  return (
    <AdminOnly title={texts.settings}>
      <AdministrationBar />
      <PageTitle title={texts.settings} note={texts.everyChangeInAudit}>
        <ExportMenu />
      </PageTitle>
      <div className="flex flex-col gap-9">
        <OperatorsSection />
        <KeysSection />
        <RetentionSection />
        <FixedSection />
      </div>
    </AdminOnly>
  );
}
