/** Languages of the panel. */
export const LANGUAGES = ['en', 'de'] as const;
