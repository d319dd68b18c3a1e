/** A part of a whole as a length; the number stands beside it. */
export function Bar({ part, className = '' }: { part: number; className?: string }) {
  return (
    <span className={`bar block h-1 overflow-hidden rounded-full bg-sunken ${className}`} aria-hidden="true">
      <span
        className="block h-full rounded-full bg-tint"
        style={{ width: `${Math.max(0, Math.min(1, part)) * 100}%` }}
      />
    </span>
  );
}
