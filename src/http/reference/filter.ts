/** The page's script: hides what the text does not name. The page is whole without it. */
export const filterScript = `'use strict';
const input = document.querySelector('[data-filter]');
const none = document.querySelector('[data-none]');
input.hidden = false;

function filter() {
  const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const section of document.querySelectorAll('[data-family]')) {
    const all = [...section.querySelectorAll('[data-words]')];
    for (const each of all) each.hidden = !words.every((word) => each.dataset.words.includes(word));
    const left = all.filter((each) => !each.hidden).length;
    section.hidden = left === 0;
    shown += left;
  }
  none.hidden = shown > 0;
}

input.addEventListener('input', filter);
addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.target === input) return;
  event.preventDefault();
  input.focus();
});
function unfold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const details = target && target.querySelector('details');
  if (details) details.open = true;
}
addEventListener('hashchange', unfold);
unfold();
`;
