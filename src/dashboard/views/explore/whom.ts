import { oneOf, type Raw, text } from '../../data/url/search.ts';

/** Whose activity a question is about. */
export interface WhomSearch {
  /** Staff and bots are counted, too. */
  internal?: 'with';
  /** Slug of the segment that they are in; everybody where it isn't there. */
  segment?: string;
}

export const whomSearch = (raw: Raw): WhomSearch => ({
  internal: oneOf(raw, 'internal', ['with']),
  segment: text(raw, 'segment'),
});

/** As the API takes it. */
export const whomQuery = ({ internal, segment }: WhomSearch) => ({
  segment,
  ...(internal && { excludeInternal: false }),
});
