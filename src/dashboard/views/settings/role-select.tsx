import type { ComponentProps } from 'react';
import * as texts from '#texts/settings.ts';
import { Select } from '../../ui/select.tsx';

/** What an operator may see. */
export function RoleSelect({ label, ...rest }: ComponentProps<'select'> & { label: string }) {
  return (
    <Select aria-label={label} className="w-36" {...rest}>
      <option value="admin">{texts.administrator}</option>
      <option value="viewer">{texts.viewer}</option>
    </Select>
  );
}
