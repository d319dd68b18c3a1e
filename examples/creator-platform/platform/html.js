const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

class Html {
  constructor(text) {
    this.text = text;
  }
  toString() {
    return this.text;
  }
}

/** Markup of which every value is escaped, but for markup itself; lists are joined, and what is false or null is left out. */
export const html = (parts, ...values) =>
  new Html(parts.reduce((text, part, i) => text + shown(values[i - 1]) + part));

function shown(value) {
  if (value === null || value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map(shown).join('');
  return value instanceof Html ? value.text : String(value).replace(/[&<>"']/g, (each) => ESCAPES[each]);
}
