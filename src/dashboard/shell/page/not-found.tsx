import { Link } from '@tanstack/react-router';
import * as texts from '#texts/pages.ts';

export default function NotFound() {
  return (
    <div className="mt-[10vh] flex flex-col items-start gap-2">
      <h1 className="text-2xl font-semibold tracking-tight">{texts.noSuchPage}</h1>
      <p className="text-ink-2">{texts.addressHasTypingError}</p>
      <Link to="/analytics" className="link">
        {texts.goToAnalytics}
      </Link>
    </div>
  );
}
