import type { ComponentProps } from 'react';

const BASE =
  'inline-flex items-center justify-center gap-1.5 rounded-md text-sm font-medium whitespace-nowrap transition-colors disabled:opacity-45 print:hidden';
const LOOKS = {
  plain: 'h-8 border border-line-strong bg-surface px-3 text-ink hover:bg-sunken',
  quiet: 'h-8 px-2 text-ink-2 hover:bg-sunken hover:text-ink',
  solid: 'h-8 bg-ink px-3 text-surface hover:bg-ink-2',
  danger: 'h-8 border border-line-strong bg-surface px-3 text-bad hover:border-bad hover:bg-bad/8',
  icon: 'size-8 shrink-0 text-ink-2 hover:bg-sunken hover:text-ink',
} as const;

export type ButtonLook = keyof typeof LOOKS;

export const buttonClass = (look: ButtonLook = 'plain'): string => `${BASE} ${LOOKS[look]}`;

export function Button({
  look = 'plain',
  className = '',
  ...rest
}: ComponentProps<'button'> & { look?: ButtonLook }) {
  return <button type="button" className={`${buttonClass(look)} ${className}`} {...rest} />;
}
