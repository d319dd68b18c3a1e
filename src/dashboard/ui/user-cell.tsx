import { Link } from '@tanstack/react-router';
import * as texts from '#texts/ui.ts';
import type { Profile } from '../../contract/families/platform/referrals.ts';
import { isErased } from '../data/erased.ts';
import { carried } from '../data/url/range.ts';
import type { Raw } from '../data/url/search.ts';
import { Avatar } from './avatar.tsx';

/** A user in a file. */
export const USER_FIELDS = {
  userId: (user: Profile) => user.userId,
  name: (user: Profile) => user.name,
  email: (user: Profile) => user.email,
};

/** Who it is, as the link that opens their page; who was erased has none. */
export function UserCell({ user }: { user: Profile }) {
  if (isErased(user.userId)) return <span className="text-ink-3">{texts.erasedUsers}</span>;
  return (
    <div className="flex items-center gap-2.5">
      <Avatar name={user.name} userId={user.userId} url={user.avatarUrl} />
      <div className="min-w-24">
        <Link
          to="/users/$userId"
          params={{ userId: user.userId }}
          search={(previous) => carried(previous as Raw)}
          data-row-link
          className="-my-0.5 block truncate py-0.5 font-medium hover:underline"
        >
          {user.name ?? user.userId}
        </Link>
        <span className="row-note block truncate text-xs text-ink-3">
          {user.email ?? texts.notIdentified}
        </span>
      </div>
    </div>
  );
}
