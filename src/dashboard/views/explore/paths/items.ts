import type { PathNode } from '../../../../contract/families/explore/paths.ts';

/** A row of the tree: a way, who ended at its parent, or who went on with another step. */
export interface Item {
  readonly id: string;
  /** The way it is about: its own, or the one that ended or went on. */
  readonly path: readonly string[];
  readonly who: 'went' | 'ended' | 'other';
  readonly node: PathNode;
  readonly count: number | null;
  /** From 1. */
  readonly level: number;
  readonly place: number;
  readonly of: number;
  /** Null where nothing is below it. */
  readonly expanded: boolean | null;
}

export const idOf = (path: readonly string[]): string => path.join(';');

/** Ways that lead on from one, as the list of all has them. */
const nextOf = (nodes: readonly PathNode[], { path }: PathNode): PathNode[] =>
  nodes.filter(
    (each) => each.path.length === path.length + 1 && path.every((key, i) => each.path[i] === key),
  );

/** The rows that are seen, of ways that are open by their id. */
export function itemsOf(nodes: readonly PathNode[], isOpen: (node: PathNode) => boolean): Item[] {
  const below = (node: PathNode): Omit<Item, 'place' | 'of' | 'level'>[] => {
    const end = (who: 'ended' | 'other', count: number | null) => ({
      id: `${idOf(node.path)} ${who}`,
      path: node.path,
      who,
      node,
      count,
      expanded: null,
    });
    return [
      ...nextOf(nodes, node).map((next) => ({
        id: idOf(next.path),
        path: next.path,
        who: 'went' as const,
        node: next,
        count: next.count,
        expanded: leads(nodes, next) ? isOpen(next) : null,
      })),
      ...(node.other === 0 ? [] : [end('other', node.other)]),
      ...(node.ended === 0 ? [] : [end('ended', node.ended)]),
    ];
  };
  const seen = (node: PathNode, level: number): Item[] =>
    below(node).flatMap((item, i, all) => [
      { ...item, level, place: i + 1, of: all.length },
      ...(item.expanded ? seen(item.node, level + 1) : []),
    ]);
  const [root] = nodes;
  if (!root) return [];
  return [
    {
      id: '',
      path: [],
      who: 'went',
      node: root,
      count: root.count,
      level: 1,
      place: 1,
      of: 1,
      expanded: leads(nodes, root) ? isOpen(root) : null,
    },
    ...(leads(nodes, root) && isOpen(root) ? seen(root, 2) : []),
  ];
}

const leads = (nodes: readonly PathNode[], node: PathNode): boolean =>
  node.other !== 0 || node.ended !== 0 || nextOf(nodes, node).length > 0;

/** Open to begin with: the beginning, and the commonest way from it. */
export function openAtFirst(nodes: readonly PathNode[]): Set<string> {
  const open = new Set<string>();
  for (let node: PathNode | undefined = nodes[0]; node; node = nextOf(nodes, node)[0])
    open.add(idOf(node.path));
  return open;
}
