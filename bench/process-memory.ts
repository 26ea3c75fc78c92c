import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Watches how much memory a process holds, as the operating system counts it. */
export type MemoryWatch = {
  now(): number
  peak(): number
  stop(): void
}

const megabyte = 1024 * 1024

/** Samples the resident memory of a process, in megabytes (of 1024 × 1024 bytes), until told to stop. */
export function watchMemory(pid: number, everyMs: number): MemoryWatch {
  let latest = residentMegabytes(pid) ?? 0
  let peak = latest
  const look = () => {
    latest = residentMegabytes(pid) ?? latest
    peak = Math.max(peak, latest)
  }
  const timer = setInterval(look, everyMs)
  return {
    now() {
      look()
      return latest
    },
    peak: () => peak,
    stop: () => clearInterval(timer),
  }
}

/** Null where the process is gone. */
function residentMegabytes(pid: number): number | null {
  try {
    if (process.platform === 'linux') {
      const found = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
      return found ? (Number(found[1]) * 1024) / megabyte : null
    }
    const kilobytes = Number(
      execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }),
    )
    return (kilobytes * 1024) / megabyte
  } catch {
    return null
  }
}
