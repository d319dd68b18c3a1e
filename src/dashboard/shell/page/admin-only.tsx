import { Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { usePanel } from '../../data/panel-context.ts';
import { carried } from '../../data/url/range.ts';
import { useTitle } from '../../ui/use-title.ts';

/** A page for administrators; a viewer is led to the one that is theirs. */
export function AdminOnly({ title, children }: { title: string; children: ReactNode }) {
  useTitle(title);
  return usePanel().operator.role === 'admin' ? (
    children
  ) : (
    <Navigate to="/analytics" search={carried} replace />
  );
}
