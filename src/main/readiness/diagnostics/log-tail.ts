import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'

/** One line of the log, without what was said in it of others. */
export type LoggedLine = {
  readonly at: string
  readonly level: 'info' | 'problem'
  readonly area: string
  /** Our own sentence: they are written in the code, and name nobody. */
  readonly message: string
  readonly logId: string | null
  /** What kind of error it was, and where. Its message is withheld: it may quote anything. */
  readonly error: {
    readonly type: string
    readonly code: string | null
    readonly at: readonly string[]
  } | null
}

const bytesMost = 256 * 1024
const linesMost = 200

/** The newest lines of the log, oldest first; null where there is none that can be read. */
export function logTail(dataFolder: string): LoggedLine[] | null {
  let file
  try {
    file = openSync(join(dataFolder, 'rootkeep.log'), 'r')
  } catch {
    return null
  }
  try {
    const { size } = fstatSync(file)
    const length = Math.min(size, bytesMost)
    const bytes = Buffer.alloc(length)
    const read = readSync(file, bytes, 0, length, size - length)
    return bytes.subarray(0, read).toString('utf8').split('\n').flatMap(lineOf).slice(-linesMost)
  } finally {
    closeSync(file)
  }
}

/** Nothing for half a line, or for one of another form. */
function lineOf(text: string): LoggedLine[] {
  let line: unknown
  try {
    line = JSON.parse(text)
  } catch {
    return []
  }
  const at = textIn(line, 'time')
  const area = textIn(line, 'area')
  const message = textIn(line, 'msg')
  if (at === null || area === null || message === null) return []
  const level = memberOf(line, 'level')
  return [
    {
      at,
      level: typeof level === 'number' && level >= 40 ? 'problem' : 'info',
      area,
      message,
      logId: textIn(line, 'logId'),
      error: errorIn(memberOf(line, 'err')),
    },
  ]
}

function errorIn(error: unknown): LoggedLine['error'] {
  const type = textIn(error, 'type')
  if (type === null) return null
  const frames = (textIn(error, 'stack') ?? '')
    .split('\n')
    .map((frame) => frame.trim())
    .filter((frame) => /^at .*:\d+:\d+\)?$/.test(frame))
    .map(withoutFolders)
  return { type, code: textIn(error, 'code'), at: frames.slice(0, 12) }
}

/** A frame as function, file and line: the folders are those of a person. */
function withoutFolders(frame: string): string {
  const place = /[^\\/]+:\d+:\d+(?=\)?$)/.exec(frame)?.[0] ?? ''
  const called = /^at (?:async )?([\w$.<>#]+(?: [\w$.<>#[\]]+)*) \(/.exec(frame)?.[1]
  return called === undefined ? `at ${place}` : `at ${called} (${place})`
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function textIn(value: unknown, name: string): string | null {
  const found = memberOf(value, name)
  return typeof found === 'string' ? found : null
}
