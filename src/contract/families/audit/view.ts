/** The header by which a caller tells which page view a request is a part of. */
export const VIEW_HEADER = 'x-view';

/** The page's name and an id of the caller's own: `usage.k3x9f02a`. */
export const VIEW = /^([a-z][a-z-]{0,30})\.[\w-]{6,40}$/;

/** The page of a view. */
export const pageOf = (view: string): string => VIEW.exec(view)?.[1] ?? view;
