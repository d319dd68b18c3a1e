/** Of each place a few groups, each with the earliest instant that was noted. Most places have none: lists in one pool. */
export function createEarliest(room: number) {
  const heads = new Int32Array(room).fill(-1);
  let [groups, nexts, at] = [new Int32Array(1024), new Int32Array(1024), new Float64Array(1024)];
  let length = 0;
  const grow = () => {
    const longer = <T extends Int32Array | Float64Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    groups = longer(groups, new Int32Array(length * 2));
    nexts = longer(nexts, new Int32Array(length * 2));
    at = longer(at, new Float64Array(length * 2));
  };
  return {
    note(place: number, group: number, instant: number): void {
      for (let node = heads[place]!; node >= 0; node = nexts[node]!)
        if (groups[node] === group) {
          if (instant < at[node]!) at[node] = instant;
          return;
        }
      if (length === groups.length) grow();
      groups[length] = group;
      at[length] = instant;
      nexts[length] = heads[place]!;
      heads[place] = length++;
    },
    /** Those noted before an instant. */
    of(place: number, before: number): { group: number; at: number }[] {
      const found: { group: number; at: number }[] = [];
      for (let node = heads[place]!; node >= 0; node = nexts[node]!)
        if (at[node]! < before) found.push({ group: groups[node]!, at: at[node]! });
      return found;
    },
  };
}
