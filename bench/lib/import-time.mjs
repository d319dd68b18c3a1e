// Tells how many milliseconds importing a package takes in this new process. `node import-time.mjs express`
const start = performance.now();
await import(String(process.argv[2]));
process.send?.(performance.now() - start);
process.disconnect?.();
