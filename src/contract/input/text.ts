/** Why PostgreSQL or JSON couldn't carry a text: U+0000 or half of a surrogate pair. Null where it can. */
export function poisonInText(text: string): string | null {
  if (text.includes('\u0000')) return "holds U+0000, which PostgreSQL can't store";
  return text.isWellFormed() ? null : 'holds a lone surrogate, which is no valid Unicode';
}
