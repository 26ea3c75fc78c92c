import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { stripVTControlCharacters } from 'node:util'

/** @type {readonly NodeJS.Signals[]} */
const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** How long a program may take to leave after it was asked to. */
const GRACE_MS = 10_000

/**
 * Runs a program to its end with its output captured. A failing program is a result, not an exception.
 * It runs in its own process group, so that the time limit, or a signal to us, ends all that it started.
 *
 * @typedef {{ code: number, output: string, timedOut: boolean }} Captured
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ timeoutMs: number, env?: NodeJS.ProcessEnv, cwd?: string, shell?: boolean,
 *   stillWorking?: (output: string) => boolean, patienceMs?: number }} options
 *   stillWorking is asked once, after patienceMs: false ends the program early
 * @returns {Promise<Captured>}
 */
export function capture(command, args, options) {
  const group = process.platform !== 'win32'
  return new Promise((resolve) => {
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: options.env ?? process.env,
      shell: options.shell ?? false,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: group,
      windowsHide: true,
    })
    let output = ''
    let timedOut = false
    const read = (/** @type {Buffer} */ chunk) => void (output += chunk.toString())
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)

    const end = () => {
      if (child.pid === undefined) return
      try {
        if (group) process.kill(-child.pid, 'SIGKILL')
        else spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' })
      } catch {
        // It has just ended by itself.
      }
    }
    const giveUp = () => {
      timedOut = true
      end()
    }
    const limit = setTimeout(giveUp, options.timeoutMs)
    const look = setTimeout(() => {
      if (options.stillWorking?.(output) === false) giveUp()
    }, options.patienceMs ?? options.timeoutMs)
    const leave = (/** @type {NodeJS.Signals} */ signal) => {
      end()
      process.exit(128 + constants.signals[signal])
    }
    for (const signal of forwarded) process.on(signal, leave)

    const settle = (/** @type {number} */ code) => {
      clearTimeout(limit)
      clearTimeout(look)
      for (const signal of forwarded) process.off(signal, leave)
      resolve({ code, output: stripVTControlCharacters(output), timedOut })
    }
    child.once('error', (error) => {
      output += error.message
      settle(127)
    })
    child.once('close', (code) => settle(code ?? 1))
  })
}

/**
 * Hands the terminal to a program until it ends: its input and output are ours, our signals are its.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} its exit code; 128 + the signal's number where a signal ended it
 */
export function handOver(command, args, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], { stdio: 'inherit', env })
    const forward = (/** @type {NodeJS.Signals} */ signal) => {
      child.kill(signal)
      setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref()
    }
    for (const signal of forwarded) process.on(signal, forward)
    child.once('error', reject)
    child.once('close', (code, signal) => {
      for (const name of forwarded) process.off(name, forward)
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 1))
    })
  })
}

/** The last line of a program's output that says something, for a sentence to the user. */
export function lastWords(/** @type {string} */ output) {
  return output.trim().split('\n').at(-1)?.trim().slice(0, 200) ?? ''
}
