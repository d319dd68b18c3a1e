const here = new URL(import.meta.url);

/** In place of the panel's, whose page tells it: the locale of the elements that this module was loaded for. */
export const LOCALE: string = here.searchParams.get('locale') ?? 'en';

/** What draws stands in `<mount>/admin/assets/`. */
export const MOUNT: URL = new URL('../../', here);
