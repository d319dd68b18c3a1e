/** The mark: four readings, the highest of them the signal. */
export function Mark({ className = 'size-6' }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      className={className}
      fill="none"
      strokeWidth="2.2"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M5 19v-4M10 19V10M20 19v-8" stroke="currentColor" />
      <path d="M15 19V5" stroke="var(--signal)" />
    </svg>
  );
}
