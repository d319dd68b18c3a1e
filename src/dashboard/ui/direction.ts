/** A key as its way is read: where the page is read from right to left, the left arrow leads on. */
export function readingKey(key: string): string {
  if (document.dir !== 'rtl') return key;
  return key === 'ArrowLeft' ? 'ArrowRight' : key === 'ArrowRight' ? 'ArrowLeft' : key;
}
