/**
 * How long this thread was really at work, in milliseconds: what is left of a wall-clock time once the
 * time is taken away in which the machine ran something else.
 */
export function busyMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
