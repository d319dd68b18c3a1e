import { MOUNT } from '../place.ts';
import { h } from './dom.ts';

/** Somebody's name as the way to their page: by `user-href`, where `{id}` is theirs, else the panel's; a plain name where that is empty. */
export function userLink(element: Element, user: { readonly userId: string; readonly name: string | null }) {
  const name = user.name ?? user.userId;
  const id = encodeURIComponent(user.userId);
  const template = element.getAttribute('user-href');
  if (template === '') return h('span', { class: 'name' }, name);
  const href = template?.replaceAll('{id}', id) ?? new URL(`admin/users/${id}`, MOUNT).href;
  return h('a', { class: 'name', href }, name);
}
