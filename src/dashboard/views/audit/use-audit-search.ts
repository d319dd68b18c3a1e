import { getRouteApi } from '@tanstack/react-router';
import { type AuditSearch, auditSearch } from '../../data/url/administration.ts';
import type { Raw } from '../../data/url/search.ts';

const route = getRouteApi('/audit');

/** What the address asks of the log. */
export const useAuditSearch = (): AuditSearch => auditSearch(route.useSearch() as Raw);
