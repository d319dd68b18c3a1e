import { Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { usePanel } from '../api/panel-context.ts';
import { carried } from '../url/range.ts';
import { useTitle } from './use-title.ts';

/** A page for administrators; a viewer is led to the one that is theirs. */
export function AdminOnly({ title, children }: { title: string; children: ReactNode }) {
  useTitle(title);
  return usePanel().operator.role === 'admin' ? children : <Navigate to="/usage" search={carried} replace />;
}
