import { useNavigate } from '@tanstack/react-router';
import { requestSearchFocus, SEARCH_INPUT_ID } from '../data/search-focus.ts';
import { carried } from '../data/url/range.ts';

/** Brings the user search on screen and into focus. */
export function useFindUser(): () => void {
  const navigate = useNavigate();
  return () => {
    if (!document.getElementById(SEARCH_INPUT_ID)) void navigate({ to: '/usage', search: carried });
    requestSearchFocus();
  };
}
