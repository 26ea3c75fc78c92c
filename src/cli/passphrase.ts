import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { failureOf } from '../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../shared/ipc/result.ts'

type Terminal = { readonly input: NodeJS.ReadStream; readonly output: Pick<Writable, 'write'> }

/**
 * The passphrase of the signing identity: the first line of a file, else what is typed at the terminal, unseen.
 *
 * Errors: `invalid-input` where the file cannot be read, or there is neither a file nor a terminal.
 */
export async function readPassphrase(
  file: string | null,
  terminal: Terminal = { input: process.stdin, output: process.stderr },
): Promise<Outcome<string>> {
  if (file !== null) return fromFile(file)
  if (!terminal.input.isTTY) {
    return refused(
      'A passphrase protects the signing key: name the file that holds it (--passphrase-file).',
    )
  }
  const typed = await typedUnseen(terminal)
  return typed === null ? fail(failureOf('cancelled')) : succeed(typed)
}

/**
 * A passphrase for a key that is about to be made: the first line of a file, else what is typed at the terminal twice.
 *
 * Errors: those of `readPassphrase`; `invalid-input` where the second is not the first.
 */
export async function readNewPassphrase(
  file: string | null,
  terminal?: Terminal,
): Promise<Outcome<string>> {
  const first = await readPassphrase(file, terminal)
  if (!first.ok || file !== null) return first
  const second = await readPassphrase(file, terminal)
  if (!second.ok || second.value === first.value) return second
  return refused('The two passphrases differ.')
}

async function fromFile(file: string): Promise<Outcome<string>> {
  try {
    const [line = ''] = (await readFile(file, 'utf8')).split(/\r?\n/)
    return succeed(line)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
    return refused(`The passphrase file ${file} cannot be read (${code}).`)
  }
}

/** SECURITY: nothing of it is shown, not even how long it is. Null where Ctrl+C or the end of input came instead. */
function typedUnseen({ input, output }: Terminal): Promise<string | null> {
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input, output: unseen, terminal: true, historySize: 0 })
  output.write('Passphrase of the signing identity: ')
  return new Promise((resolve) => {
    lines.once('line', (line) => {
      resolve(line)
      lines.close()
    })
    lines.once('SIGINT', () => lines.close())
    lines.once('close', () => {
      output.write('\n')
      resolve(null)
    })
  })
}

function refused(message: string): Outcome<never> {
  return fail(failureOf('invalid-input', { message }))
}
