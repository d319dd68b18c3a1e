import { type ReactNode, useState } from 'react';
import * as texts from '#texts/told.ts';
import { exact } from '../format/number.ts';

/** What changed, for those who can't see it. It is there, and empty, before anything changes: else nobody listens. */
export const Told = ({ children }: { children: ReactNode }) => (
  <p role="status" className="sr-only">
    {children}
  </p>
);

/** `34 people listed.` */
export const listedWords = (n: number, noun: (n: number) => string): string =>
  n === 0 ? texts.nothingListed : texts.listed(exact(n), noun(n));

/**
 * What is told of a change: nothing at first, nor when the same is renewed.
 *
 * @param of what was chosen, such as an order; another one is a change
 * @param text what is told of it; undefined while the answer to it is on its way
 */
export function useTold(of: string, text: string | undefined): string {
  const [told, setTold] = useState({ of, text: '' });
  if (told.of !== of && text !== undefined) setTold({ of, text });
  return told.text;
}
