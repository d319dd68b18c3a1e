import { Link } from '@tanstack/react-router';

export function NotFound() {
  return (
    <div className="mt-[10vh] flex flex-col items-start gap-2">
      <h1 className="text-2xl font-semibold tracking-tight">No such page</h1>
      <p className="text-ink-2">The address has a typing error, or the page has moved.</p>
      <Link to="/analytics" className="link">
        Go to Analytics
      </Link>
    </div>
  );
}
