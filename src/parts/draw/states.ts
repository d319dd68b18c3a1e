import * as texts from '#texts/parts.ts';
import { signIn } from '#texts/sign-in.ts';
import * as ui from '#texts/ui.ts';
import { ApiError } from '../../client/index.ts';
import { adviceFor } from '../../dashboard/ui/advice.ts';
import { askSignIn } from './ask.ts';
import { h } from './dom.ts';
import { attributeOf, WrongAttribute } from './wrong-attribute.ts';

export const waiting = (): HTMLElement =>
  h(
    'div',
    { class: 'card', part: 'card', 'aria-busy': 'true' },
    h('p', { class: 'heard', role: 'status' }, ui.loadingWord),
    h('div', { class: 'skeleton' }),
    h('div', { class: 'skeleton wide' }),
  );

export const isSignedOut = (error: unknown): boolean => error instanceof ApiError && error.status === 401;

/** What went wrong, and what to do: which attribute takes what, where to sign in, or a way to try again. */
export async function failure(error: unknown, retry: () => void): Promise<HTMLElement> {
  const wrong = wrongIn(error);
  const { title, todo } = wordsFor(error, wrong);
  const href = isSignedOut(error) ? await askSignIn().catch(() => null) : null;
  const button = h('button', { type: 'button' }, ui.tryAgain);
  button.addEventListener('click', retry);
  return h(
    'div',
    { class: 'card', part: 'card', role: 'alert' },
    h('p', { class: 'title' }, title),
    href ? h('p', {}, h('a', { href, target: '_top' }, signIn)) : todo && h('p', { class: 'quiet' }, todo),
    wrong.length > 0
      ? h(
          'dl',
          { class: 'wrong' },
          ...wrong.flatMap(([name, accepted]) => [h('dt', {}, h('code', {}, name)), h('dd', {}, accepted)]),
        )
      : button,
  );
}

type Wrong = readonly (readonly [attribute: string, accepted: string])[];

const wrongIn = (error: unknown): Wrong => {
  if (error instanceof WrongAttribute) return [[error.attribute, error.message]];
  if (!(error instanceof ApiError)) return [];
  return Object.entries(error.fields).map(([name, accepted]) => [attributeOf(name), accepted]);
};

function wordsFor(error: unknown, wrong: Wrong): { title: string; todo: string } {
  if (wrong.length > 0) return { title: texts.wrongAttribute(wrong.length), todo: '' };
  if (isSignedOut(error)) return { title: texts.notSignedIn, todo: texts.signInAgain };
  return adviceFor(error);
}
