export function findNginx(): Promise<{ nginx: string } | { missing: string }>;
