import { X509Certificate } from 'node:crypto'
import { publicEndpoints, type ConnectionSettings } from '../../../../shared/domain/connections.ts'
import { succeed, type Outcome } from '../../../../shared/ipc/result.ts'
import { createInspectingAuthority } from '../../../../simulator/testing/inspecting-authority.ts'
import { keepJournal } from '../../../journal/testing/kept-journal.ts'
import type { ConsentQuestion } from '../../../shell-services.ts'
import { openSecrets } from '../../identity-center/testing/sign-in-trial.ts'
import { createConnectionService } from '../connection-service.ts'

export type ConnectionDesk = ReturnType<typeof openConnectionDesk>

/** The connections of one workstation, over a real record and journal, with a person in front of the shell. */
export function openConnectionDesk() {
  const kept = keepJournal()
  const vault = openSecrets()
  const environment: Record<string, string> = { HOME: kept.folder }
  const pushed: string[][] = []
  const person = {
    /** What they were asked. */
    questions: [] as ConsentQuestion[],
    agrees: true,
    /** What happens while they read it. */
    meanwhile: () => {},
    /** The file that they pick. */
    file: null as string | null,
  }
  const service = createConnectionService({
    connections: kept.record.connections,
    secrets: vault.secrets,
    identityCenter: { standing: () => ({ signedIn: false, renewal: 'sign-in' }) },
    environment,
    practice: () =>
      Promise.resolve(
        succeed({
          endpoint: 'http://127.0.0.1:4599',
          region: 'us-east-1',
          credentials: () => Promise.reject(new Error('nobody signs here')),
        }),
      ),
    journal: kept.journal,
    clock: kept.clock,
    pushes: { changed: (topics) => void pushed.push([...topics]) },
    shell: {
      consent(question) {
        person.questions.push(question)
        person.meanwhile()
        return Promise.resolve(person.agrees)
      },
      chooseFile: () => Promise.resolve(person.file),
    },
    actor: () => 'jane',
    // Nearer without a password, so that a test sees whether there was one.
    nearestRegions: ({ regions, proxyPassword }) =>
      Promise.resolve(
        succeed(
          regions.map((region) => ({
            region,
            milliseconds: proxyPassword === null ? 1 : 2,
            failure: null,
          })),
        ),
      ),
  })

  return {
    kept,
    vault,
    environment,
    pushed,
    person,
    service,
    save: (settings: ConnectionSettings, id: string | null = null, secrets = {}) =>
      service.save({ id, settings, secrets }),
    /** The entries of the journal, oldest first. */
    entries: () =>
      kept.entries.after(0, 1000).map(({ kind, detail }) => ({
        kind,
        detail: JSON.parse(detail) as Record<string, unknown>,
      })),
    close: () => kept.close(),
  }
}

/** A connection that leads to where AWS is anyway. */
export const settingsWith = (change: Partial<ConnectionSettings> = {}): ConnectionSettings => ({
  name: 'Prod',
  colour: 'blue',
  partition: 'aws',
  signIn: {
    kind: 'identity-center',
    startUrl: 'https://corp.awsapps.com/start',
    region: 'eu-west-1',
    accountId: null,
    roleName: null,
  },
  region: null,
  hopRole: null,
  endpoints: publicEndpoints,
  proxy: null,
  caBundle: null,
  ...change,
})

export const proxy = { url: 'http://proxy.corp.example:3128', user: 'jane' }

export const endpoints = (change: Partial<ConnectionSettings['endpoints']>) => ({
  endpoints: { ...publicEndpoints, ...change },
})

/** A certificate authority, and how a person reads it. */
export async function testAuthority(): Promise<{ pem: string; words: string }> {
  const { pem } = await createInspectingAuthority()
  const until = new X509Certificate(pem).validToDate.toISOString().slice(0, 10)
  return { pem, words: `Example Corp Inspection, until ${until}` }
}

export const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? null : outcome.error.code)
export const messageOf = (outcome: Outcome<unknown>) => (outcome.ok ? null : outcome.error.message)
