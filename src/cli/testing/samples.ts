import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AccountId } from '../../shared/domain/accounts.ts'
import { required, startTrial, type Trial } from '../../main/testing/trial.ts'
import { liftLimits, ran, reachable } from '../../main/procedures/testing/procedure-trial.ts'

/**
 * `npm run samples`: writes docs/samples anew. A small practice organization is audited, worked in and audited again over two weeks; then the command
 * line writes what an operator would hand over.
 */
const folder = fileURLToPath(new URL('../../../docs/samples', import.meta.url))
const cli = fileURLToPath(new URL('../index.ts', import.meta.url))
const dayMs = 86_400_000
const passphrase = 'nobody needs to guess this one'

async function twoWeeks(trial: Trial): Promise<void> {
  await liftLimits(trial)
  await trial.audit()
  const { handlers } = trial.workstation
  required(await handlers.identity.create({ name: 'A. Lovelace', passphrase }))

  const holding = (await reachable(trial)).filter(({ root }) => root.passwordPresent)
  const [first, second, third] = holding.map(({ id }) => id)
  await trial.pass(3 * dayMs)
  await deletedIn(
    trial,
    [first, second].filter((id) => id !== undefined),
  )
  if (third !== undefined) {
    required(
      await handlers.exemptions.add({
        accountId: third,
        kinds: ['password', 'password-without-mfa', 'access-key', 'signing-certificate'],
        owner: 'B. Liskov, Platform',
        reason: 'A supplier signs in until the migration is over.',
        ticket: 'SEC-1207',
        expiresAt: new Date(Date.now() + 21 * dayMs).toISOString(),
      }),
    )
  }
  await trial.pass(4 * dayMs)
  await trial.audit()
  const clean = (await reachable(trial)).find(
    ({ root }) => !root.passwordPresent && root.accessKeys.length === 0,
  )
  if (clean) {
    await trial.control('PUT', `accounts/${clean.id}`, { root: { passwordPresent: true } })
  }
  await trial.pass(7 * dayMs)
  required(
    await handlers.cases.open({
      scenario: 'exercise',
      reason: 'The yearly drill of the emergency procedure.',
      ticket: 'SEC-1311',
      minutes: 8 * 60,
    }),
  )
  await trial.audit()
}

async function deletedIn(trial: Trial, accountIds: AccountId[]): Promise<void> {
  const procedure = await ran(trial, {
    kind: 'delete-root-credentials',
    scope: { kind: 'accounts', accountIds },
    credentials: ['password', 'access-key', 'mfa-device', 'signing-certificate'],
    caseId: null,
    ticket: 'SEC-1190',
    reason: 'Nobody needs these any more.',
  })
  if (procedure.state !== 'completed') throw new Error(`the deletion is ${procedure.state}`)
}

async function written({ home }: Trial): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  const key = join(home, 'passphrase')
  writeFileSync(key, passphrase)
  const period = ['--since', '13d']
  rootkeep(home, ['report', '--format', 'html,pdf,csv,json,ocsf,md', '--out', folder, ...period])
  for (const name of readdirSync(folder)) {
    renameSync(join(folder, name), join(folder, `report.${name.slice(name.indexOf('.') + 1)}`))
  }
  const signed = ['--passphrase-file', key, ...period]
  rootkeep(home, ['bundle', '--out', join(folder, 'evidence.zip'), ...signed])
  rootkeep(home, ['bundle', '--redact', '--out', join(folder, 'redacted.zip'), ...signed])
  writeFileSync(join(folder, 'README.md'), about)
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644)
}

function rootkeep(home: string, words: string[]): void {
  try {
    execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', cli, ...words], {
      env: { ...process.env, ROOTKEEP_HOME: home },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
  } catch (error) {
    // 2: written, and some accounts are unknown.
    if ((error as { status?: number }).status !== 2) throw error
  }
}

const about = `# Samples

What Rootkeep writes of a practice organization with 36 accounts, after two weeks of work: root credentials deleted in two of them, an
exemption, one account in which a password appeared again, and a case that is open.

| file | what |
|---|---|
| [report.html](report.html), [report.pdf](report.pdf) | the report for people |
| [report.csv](report.csv), [report.json](report.json), [report.ocsf.jsonl](report.ocsf.jsonl) | for programs ([report formats](../report-formats.md)) |
| [report.md](report.md) | the summary for a ticket |
| [evidence.zip](evidence.zip) | the [evidence bundle](../evidence-bundle.md): unpack it and follow its README.txt, or run \`npm run -s rootkeep -- verify docs/samples/evidence.zip\` |
| [redacted.zip](redacted.zip) | the same with [pseudonyms](../redaction.md) |

All names, IDs and keys are made up. The key that signed is gone, so a verification says that the signer is not known: compare the fingerprint with
nobody. \`npm run samples\` writes this folder anew; a test says when that is due.
`

const trial = await startTrial({ accounts: 36, seed: 4 }, 'management', { agoMs: 14 * dayMs })
try {
  await twoWeeks(trial)
  await written(trial)
} finally {
  await trial.close()
}
