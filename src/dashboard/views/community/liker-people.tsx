import * as texts from '#texts/community.ts';
import type { LikeOutcomePeople } from '../../../contract/families/platform/like-outcomes.ts';
import type { CommunitySearch } from '../../data/url/community.ts';
import { moment } from '../../format/date.ts';
import { PeopleDrawer } from '../../shell/people/people-drawer.tsx';
import { UserCell } from '../../ui/user-cell.tsx';
import { likerPeopleQuery } from './likers-query.ts';

interface LikerPeopleProps {
  readonly search: CommunitySearch;
  readonly title: string;
  readonly onClose: () => void;
}

/** Who is behind a number, with when they liked first and made something first. */
export const LikerPeople = ({ search, title, onClose }: LikerPeopleProps) => (
  <PeopleDrawer
    endpoint="likeOutcomePeople"
    query={likerPeopleQuery(search)}
    title={title}
    row={(person, zone) => <Person key={person.userId} person={person} zone={zone} />}
    onClose={onClose}
  />
);

function Person({ person, zone }: { person: LikeOutcomePeople['people'][number]; zone: string }) {
  const { firstLikedAt, firstMadeAt } = person;
  return (
    <li className="items-center gap-x-4 px-4 py-2 sm:flex sm:px-6">
      <div className="min-w-40 flex-1">
        <UserCell user={person} />
      </div>
      <p className="text-xs text-ink-2 max-sm:mt-1 max-sm:ps-10 sm:text-end">
        {texts.likedFirst(moment(firstLikedAt, zone))}
        <span className="block text-ink-3">
          {firstMadeAt ? texts.madeFirst(moment(firstMadeAt, zone)) : texts.madeNothing}
        </span>
      </p>
    </li>
  );
}
