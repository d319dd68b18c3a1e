/** Memory of plain data that goes over to another thread as it is, in place of being copied. */
export function buffersIn(value: unknown, found = new Set<ArrayBuffer>()): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (typeof value === 'object' && value !== null)
    for (const each of Object.values(value)) buffersIn(each, found);
  return [...found];
}
