/** A row in the address, by what it is of, too: `code:SPRING`. Its key may be empty. */
export const rowKey = (by: string, key: string | undefined): string | undefined =>
  key === undefined ? undefined : `${by}:${key}`;

export const keyIn = (row: string | undefined): string | undefined => row?.replace(/^\w+:/, '');
