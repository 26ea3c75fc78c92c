import { z } from 'zod'
import { AccountId } from '../domain/accounts.ts'
import { TextFile } from '../domain/approvals.ts'
import {
  Connection,
  ConnectionDetail,
  ConnectionSettings,
  Contact,
  FoundProfiles,
  GivenSecrets,
  RegionDistance,
  SessionSnapshot,
} from '../domain/connections.ts'
import { Readiness, ReadinessCheckId } from '../domain/readiness.ts'
import { RefusedContact, RequestFacets, RequestFilter, RequestPage } from '../domain/requests.ts'
import { PortalAccount, SignInMeans } from '../domain/sign-in.ts'
import { command, nothing, push, query, type Contract } from './channel.ts'

const connectionId = z.strictObject({ connectionId: z.string().max(300) })
const passphrase = z.string().min(1).max(1000)

/** The channels of connecting: connections, sign-in, the lock, what was called, and whether all is ready. */
export const connectionChannels = {
  connections: {
    /** Kept ones first, then what was found on this computer, the practice organization last. */
    list: query({ in: nothing, out: z.array(Connection) }),
    get: query({ in: connectionId, out: ConnectionDetail }),
    /**
     * Keeps a new one (`id` null) or a changed one. Asked for outside of the page where it changes where calls go or whom they trust, or what an organization
     * is called.
     */
    save: command({
      in: z.strictObject({
        id: z.string().max(300).nullable(),
        settings: ConnectionSettings,
        secrets: GivenSecrets,
      }),
      out: Connection,
    }),
    /** Forgets it with its secrets. What is cached of its organization stays. Asked for outside of the page where it has to lead to one. */
    remove: command({ in: connectionId, out: z.array(Connection) }),
    /** Lets the connection lead to another organization than before. Asked for outside of the page. */
    forgetOrganization: command({ in: connectionId, out: Connection }),
    found: query({ in: nothing, out: FoundProfiles }),
    /** Keeps profiles as connections. */
    importProfiles: command({
      in: z.strictObject({ profiles: z.array(z.string()).min(1).max(500) }),
      out: z.array(Connection),
    }),
    /** The kept connections as a file, without secrets. */
    export: query({ in: nothing, out: TextFile }),
    /** Keeps the connections of such a file as new ones. Asked for outside of the page. */
    importFile: command({
      in: z.strictObject({ text: z.string().max(5_000_000) }),
      out: z.array(Connection),
    }),
    /** What would be contacted. */
    contacts: query({
      in: z.strictObject({ settings: ConnectionSettings }),
      out: z.array(Contact),
    }),
    /** Measures how far the STS of each Region is, through the proxy of the connection. */
    nearestRegions: command({ in: connectionId, out: z.array(RegionDistance) }),
    /** Reads a certificate file that the person picks; null where they picked none. */
    chooseCaBundle: command({
      in: nothing,
      out: z.strictObject({ pem: z.string(), subjects: z.array(z.string()) }).nullable(),
    }),
  },
  signIn: {
    /** Begins a sign-in, and connects when it is done. How it goes on is in the session. */
    begin: command({
      in: connectionId.extend({ means: SignInMeans }),
      out: SessionSnapshot,
    }),
    cancel: command({ in: nothing, out: SessionSnapshot }),
    /** Opens the page in the browser once more. */
    openAgain: command({ in: nothing, out: nothing }),
    /** What the person may choose from, once signed in. */
    accounts: query({ in: nothing, out: z.array(PortalAccount) }),
    roles: query({ in: z.strictObject({ accountId: AccountId }), out: z.array(z.string()) }),
    /** Signs in as this role, and keeps the choice with the connection where that is wanted. */
    choose: command({
      in: z.strictObject({
        accountId: AccountId,
        roleName: z.string().min(1).max(64),
        remember: z.boolean(),
      }),
      out: SessionSnapshot,
    }),
    /** Revokes the sign-in at AWS, and forgets it here. */
    signOut: command({ in: connectionId, out: SessionSnapshot }),
  },
  lock: {
    /** Locks now: decrypted secrets are dropped. */
    now: command({ in: nothing, out: SessionSnapshot }),
    /** `passphrase` is null where the system asks. */
    unlock: command({
      in: z.strictObject({ passphrase: passphrase.nullable() }),
      out: SessionSnapshot,
    }),
    /** Somebody is there: the idle time begins anew. */
    active: command({ in: nothing, out: nothing }),
    /** Sets, changes (with the one before) or takes away (null) the passphrase of the lock. */
    setPassphrase: command({
      in: z.strictObject({ before: passphrase.nullable(), after: passphrase.min(8).nullable() }),
      out: SessionSnapshot,
    }),
  },
  requests: {
    page: query({
      in: z.strictObject({
        filter: RequestFilter,
        /** The newest call to count in, by its ID: what arrives while somebody reads moves nothing. Null: up to the newest there is. */
        upTo: z.int().nullable(),
        offset: z.int().min(0),
        limit: z.int().min(1).max(500),
      }),
      out: RequestPage,
    }),
    facets: query({ in: nothing, out: RequestFacets }),
    /** Saves what fits the filter where the person says; null where they did not. */
    export: command({
      in: z.strictObject({ filter: RequestFilter, format: z.enum(['csv', 'json']) }),
      out: z.string().nullable(),
    }),
    /** Newest first. */
    refused: query({ in: nothing, out: z.array(RefusedContact) }),
    /** What the open connection may contact. */
    contacts: query({ in: nothing, out: z.array(Contact) }),
  },
  readiness: {
    get: query({ in: nothing, out: Readiness }),
    /** Runs checks: those named, or all. The account is for the task policies; null for none. */
    run: command({
      in: z.strictObject({
        ids: z.array(ReadinessCheckId).nullable(),
        probeAccountId: AccountId.nullable(),
      }),
      out: Readiness,
    }),
    stop: command({ in: nothing, out: Readiness }),
    changed: push(Readiness),
    /** Saves a file for a colleague without account IDs, addresses and keys; null where no place was given. */
    saveDiagnostics: command({ in: nothing, out: z.string().nullable() }),
  },
} as const satisfies Contract
