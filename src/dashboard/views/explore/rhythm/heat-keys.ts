import { readingKey } from '../../../ui/direction.ts';

interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** Where a key leads to in a grid of cells that are numbered row by row; null for one that leads nowhere. */
export function keyTo(key: string, at: number, { rows, columns }: Size): number | null {
  const [row, column] = [Math.floor(at / columns), at % columns];
  switch (readingKey(key)) {
    case 'ArrowRight':
      return column < columns - 1 ? at + 1 : at;
    case 'ArrowLeft':
      return column > 0 ? at - 1 : at;
    case 'ArrowDown':
      return row < rows - 1 ? at + columns : at;
    case 'ArrowUp':
      return row > 0 ? at - columns : at;
    case 'Home':
      return row * columns;
    case 'End':
      return (row + 1) * columns - 1;
    default:
      return null;
  }
}
