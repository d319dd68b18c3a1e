/** What a segment is called in addresses and in code. Free of zod: the panel makes them, too. */
export const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
export const LONGEST_SLUG = 60;
export const SLUGS = `takes 1 to ${LONGEST_SLUG} small letters, digits and hyphens between them, such as about-to-leave`;

export const isSlug = (text: string): boolean => SLUG.test(text) && text.length <= LONGEST_SLUG;

/** Before a slug where everybody else is meant. */
export const NOT = 'not:';

/** A name as a slug: letters without accents, hyphens for the rest. Empty where nothing of it is a letter or a digit. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_SLUG)
    .replace(/^-|-$/g, '');
