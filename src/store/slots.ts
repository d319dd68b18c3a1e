/** Numbers of users of whom something is known, so many each: others take no room. */
export function createSlots(room: number, size: number) {
  const slots = new Int32Array(room);
  const users: number[] = [];
  let numbers = new Float64Array(size * 256);
  return {
    users,
    size,
    /** Where the numbers of a user begin; -1 for none. */
    of: (user: number): number => (slots[user]! - 1) * size,
    take(user: number): number {
      const slot = slots[user]! || users.push(user);
      slots[user] = slot;
      if (slot * size > numbers.length) {
        const more = new Float64Array(numbers.length * 2);
        more.set(numbers);
        numbers = more;
      }
      return (slot - 1) * size;
    },
    /** Nothing is known of anybody any more. */
    clear(): void {
      numbers.fill(0, 0, users.length * size);
      for (const user of users) slots[user] = 0;
      users.length = 0;
    },
    get numbers() {
      return numbers;
    },
  };
}
