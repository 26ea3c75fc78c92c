import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export type SecondInstance = { argv: string[]; cwd: string; additionalData: unknown }

/**
 * One instance a data folder. The first listens on a socket in the folder; a second hands over its
 * arguments there and learns that it is the second. A socket that nobody answers is a dead one.
 *
 * Returns null where another instance answered, else a function that gives the lock back.
 */
export function takeInstanceLock(
  folder: string,
  own: SecondInstance,
  onSecond: (second: SecondInstance) => void,
): (() => void) | null {
  const address = addressOf(folder)
  mkdirSync(dirname(address), { recursive: true, mode: 0o700 })
  const claim = `${join(folder, 'instance')}.lock`
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (!claimed(claim)) {
    if (handedOver(address, own)) return null
    rmSync(claim, { force: true })
    if (!claimed(claim)) return null
  }

  if (process.platform !== 'win32') rmSync(address, { force: true })
  const server = createServer((socket) => {
    let text = ''
    socket.setEncoding('utf8')
    socket.on('error', () => {})
    socket.on('data', (chunk: string) => {
      text += chunk
      if (!text.endsWith('\n')) return
      socket.end('first\n')
      onSecond(JSON.parse(text) as SecondInstance)
    })
  })
  server.on('error', (error) => console.error('host: no instance lock:', error.message))
  server.listen(address)
  server.unref()

  function release(): void {
    server.close()
    rmSync(claim, { force: true })
  }
  process.once('exit', release)
  return release
}

/** Creates the file that only one process can create. */
function claimed(file: string): boolean {
  try {
    closeSync(openSync(file, 'wx', 0o600))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** A socket's path may be about a hundred bytes long; a longer one moves to a private folder elsewhere. */
function addressOf(folder: string): string {
  const id = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  if (process.platform === 'win32') return `\\\\.\\pipe\\rootkeep-${id}`
  const inside = join(folder, 'instance.sock')
  return Buffer.byteLength(inside) <= 100
    ? inside
    : join(tmpdir(), `rootkeep-${process.getuid?.()}-${id}`, 'instance.sock')
}

/**
 * Tells the first instance about this one. `requestSingleInstanceLock` answers synchronously, hence a
 * process of its own; it costs something only where a lock is in the way. A first instance that has just
 * claimed the lock gets a second to begin listening.
 */
function handedOver(address: string, own: SecondInstance): boolean {
  const script = `
    const [address, message] = process.argv.slice(1)
    const { connect } = require('node:net')
    const until = Date.now() + 1000
    function attempt() {
      const socket = connect(address, () => socket.write(message + '\\n'))
      socket.setTimeout(2000, () => process.exit(1))
      socket.on('data', () => process.exit(0))
      socket.on('error', () => (Date.now() < until ? setTimeout(attempt, 50) : process.exit(1)))
    }
    attempt()`
  try {
    execFileSync(process.execPath, ['-e', script, address, JSON.stringify(own)], {
      stdio: 'ignore',
      timeout: 5000,
    })
    return true
  } catch {
    return false
  }
}
