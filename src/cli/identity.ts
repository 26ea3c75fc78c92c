import { failureOf } from '../shared/domain/failure-catalogue.ts'
import { NewIdentity, Passphrase, type Identity } from '../shared/domain/operators.ts'
import { fail, type Outcome } from '../shared/ipc/result.ts'
import { plainLine } from '../main/plain-line.ts'
import type { Workstation } from '../main/workstation.ts'
import type { Command, Options } from './arguments.ts'
import { complain } from './complaint.ts'
import { readNewPassphrase } from './passphrase.ts'
import { openWorkstation } from './workstation.ts'

/**
 * `rootkeep identity create`: the operator identity of a data folder that has none, with a passphrase, for whoever has no window. Prints its fingerprint.
 * Exit codes: 0 made, 1 not.
 */
export const createIdentityCommand: Command = async (options) => {
  const opened = openWorkstation(options)
  if (!opened.ok) {
    complain(opened.error)
    return 1
  }
  const workstation = opened.value
  try {
    const made = await createIdentity(workstation, options)
    if (!made.ok) {
      complain(made.error)
      return 1
    }
    process.stdout.write(`${made.value.fingerprint}\n`)
    return 0
  } finally {
    await workstation.close()
  }
}

/** Errors: `invalid-input` where there is an identity already, or name or passphrase will not do; `cancelled`. */
async function createIdentity(
  { acts }: Workstation,
  { name, passphraseFile }: Options,
): Promise<Outcome<Identity>> {
  const before = acts.identity.get()
  if (!before.ok) return before
  if (before.value.state !== 'none') {
    const owner = plainLine(before.value.name ?? '', 100)
    return refused(
      `There is an identity here: ${owner}, ${before.value.fingerprint}. The window alone replaces one, under Settings.`,
    )
  }
  const asked = NewIdentity.shape.name.safeParse(name)
  if (!asked.success) {
    return refused('identity create needs --name: up to 100 characters that others know you by.')
  }
  const passphrase = await readNewPassphrase(passphraseFile)
  if (!passphrase.ok) return passphrase
  if (!Passphrase.safeParse(passphrase.value).success) {
    return refused('A passphrase has 12 characters or more, and 1,000 at most.')
  }
  return acts.identity.create({ name: asked.data, passphrase: passphrase.value })
}

function refused(message: string): Outcome<never> {
  return fail(failureOf('invalid-input', { message }))
}
