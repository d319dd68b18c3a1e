import { FixedSection } from '../settings/fixed-section.tsx';
import { KeysSection } from '../settings/keys-section.tsx';
import { OperatorsSection } from '../settings/operators-section.tsx';
import { RetentionSection } from '../settings/retention-section.tsx';
import { AdminOnly } from '../widgets/admin-only.tsx';
import { AdministrationBar } from '../widgets/administration-bar.tsx';
import { PageTitle } from '../widgets/page-title.tsx';

/** Who and what may come in, and how long what is kept. */
export function SettingsPage() {
  return (
    <AdminOnly title="Settings">
      <AdministrationBar />
      <PageTitle title="Settings" note="Every change is in the audit log" />
      <div className="flex flex-col gap-9">
        <OperatorsSection />
        <KeysSection />
        <RetentionSection />
        <FixedSection />
      </div>
    </AdminOnly>
  );
}
