import { Mark } from './mark.tsx';

/** The mark with the product's name; small, without it where there is no room. */
export function Wordmark({ large = false }: { large?: boolean }) {
  return (
    <span className="flex items-center gap-2">
      <Mark className={large ? 'size-8' : 'size-6'} />
      <span
        className={`font-semibold tracking-tight ${large ? 'text-xl' : 'text-base max-[25rem]:sr-only md:max-lg:sr-only'}`}
      >
        joip <span className="ms-0.5 font-normal text-ink-3">analytics</span>
      </span>
    </span>
  );
}
