import { capture, lastWords } from './child.mjs'
import { root } from './project.mjs'

/**
 * Runs npm: the one that started us, so that its registry and proxy settings are the user's.
 *
 * @param {readonly string[]} args
 * @param {{ timeoutMs: number, cwd?: string }} options
 */
export function npm(args, { timeoutMs, cwd = root }) {
  // The engine warnings are about the installed Node; what needs a newer one runs on the runtime.
  const all = [...args, '--no-audit', '--no-fund', '--loglevel=error', '--engine-strict=false']
  const started = process.env['npm_execpath']
  if (started?.endsWith('.js')) {
    return capture(process.execPath, [started, ...all], { timeoutMs, cwd })
  }
  const windows = process.platform === 'win32'
  return capture(windows ? 'npm.cmd' : 'npm', all, { timeoutMs, cwd, shell: windows })
}

const unreachable =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/
const refused = /E40[137]|E407|E5\d\d|CERT|SELF_SIGNED|UNABLE_TO_/

/**
 * Why npm could not give us something, in words for the user.
 *
 * @param {import('./child.mjs').Captured} result
 */
export function reasonOf({ output, timedOut }) {
  if (timedOut) return 'npm took too long'
  const code = unreachable.exec(output)?.[0]
  if (code) return `the npm registry cannot be reached (${code})`
  const answer = refused.exec(output)?.[0]
  if (answer) return `the npm registry refused (${answer})`
  if (/ENOSPC/.test(output)) return 'the disk is full'
  if (/EACCES|EROFS|EPERM/.test(output)) return 'the folder cannot be written to'
  const said = output.split('\n').find((line) => /npm (error|ERR!) (?!code)/.test(line))
  return `npm said: ${(said ?? lastWords(output)).replace(/^npm (error|ERR!) /, '')}`
}
