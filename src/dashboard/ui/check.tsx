interface CheckProps {
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onChange: (on: boolean) => void;
}

/** A box to tick, and what it means. */
export const Check = ({ label, hint, checked, onChange }: CheckProps) => (
  <label className="inline-flex h-8 items-center gap-2 px-1.5 text-sm text-ink-2" title={hint}>
    <input type="checkbox" checked={checked} onChange={(e) => onChange(e.target.checked)} /> {label}
  </label>
);
