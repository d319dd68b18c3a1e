import { useState } from 'react';
import { initials } from '../format/initials.ts';

interface AvatarProps {
  readonly name: string | null;
  readonly userId: string;
  readonly url: string | null;
  readonly size?: 'sm' | 'md' | 'lg';
}

const SIZES = { sm: 'size-7 text-2xs', md: 'size-9 text-xs', lg: 'size-14 text-lg' } as const;
const TINTS = ['users', 'content', 'revenue', 'features', 'neutral'] as const;

const tintOf = (id: string) =>
  TINTS[[...id].reduce((sum, c) => sum + (c.codePointAt(0) ?? 0), 0) % TINTS.length];

/** Initials; a picture only from this origin, since the panel fetches from nowhere else. */
export function Avatar({ name, userId, url, size = 'sm' }: AvatarProps) {
  const [broken, setBroken] = useState(false);
  const shape = `${SIZES[size]} shrink-0 rounded-full`;
  if (url && !broken && new URL(url, document.baseURI).origin === location.origin)
    return <img src={url} alt="" className={`${shape} object-cover`} onError={() => setBroken(true)} />;
  return (
    <span
      data-tint={tintOf(userId)}
      aria-hidden="true"
      className={`${shape} inline-flex items-center justify-center bg-tint/14 font-semibold text-tint`}
    >
      {initials(name)}
    </span>
  );
}
