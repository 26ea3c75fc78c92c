import {
  GetAccessKeyLastUsedCommand,
  GetAccountSummaryCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  ListSigningCertificatesCommand,
} from '@aws-sdk/client-iam'
import type { Instant } from '../../shared/domain/accounts.ts'
import type {
  AccessKey,
  KeyUse,
  MfaDevice,
  Presence,
  SigningCertificate,
} from '../../shared/domain/credentials.ts'
import { succeed, type Outcome } from '../../shared/ipc/result.ts'
import { IncompleteAnswer, instantOrNull, required, requiredList, requiredText } from './answers.ts'
import type { Clients } from './clients.ts'
import { allPages, nextToken, type Page } from './paging.ts'
import { presenceOf } from './presence.ts'
import type { SessionCaller } from './call.ts'

/**
 * Reads of the root user inside a root session. No call names a user: the session is the root user (fact sheet 2.2), and
 * answers carry no `UserName` for it.
 */
export type RootUser = {
  /** Which kinds of root credential there are: one call. */
  summary(): Promise<Outcome<Presence>>
  user(): Promise<Outcome<{ createdAt: Instant | null; passwordLastUsed: Instant | null }>>
  /** The console password; null where there is none. */
  loginProfile(): Promise<Outcome<{ createdAt: Instant | null } | null>>
  /** Every access key, each with its last use. */
  accessKeys(): Promise<Outcome<readonly AccessKey[]>>
  mfaDevices(): Promise<Outcome<readonly MfaDevice[]>>
  signingCertificates(): Promise<Outcome<readonly SigningCertificate[]>>
}

export function createRootUser({ iam }: Pick<Clients, 'iam'>, call: SessionCaller): RootUser {
  const service = 'iam'

  const keysListed = () =>
    allPages((token) =>
      call({
        service,
        operation: 'ListAccessKeys',
        send: (exchange) =>
          iam.send(exchange.bind(new ListAccessKeysCommand(from(token))), exchange),
        read: (page) =>
          pageOf(page, page.AccessKeyMetadata, 'AccessKeyMetadata', (key) => ({
            id: requiredText(key.AccessKeyId, 'AccessKeyId'),
            status: requiredText(key.Status, 'Status'),
            createdAt: instantOrNull(key.CreateDate),
          })),
      }),
    )

  const lastUseOf = (accessKeyId: string) =>
    call({
      service,
      operation: 'GetAccessKeyLastUsed',
      send: (exchange) =>
        iam.send(
          exchange.bind(new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId })),
          exchange,
        ),
      read: ({ AccessKeyLastUsed }): KeyUse | null => {
        const use = required(AccessKeyLastUsed, 'AccessKeyLastUsed')
        const at = instantOrNull(use.LastUsedDate)
        return at === null
          ? null
          : { at, service: use.ServiceName ?? 'N/A', region: use.Region ?? 'N/A' }
      },
    })

  return {
    summary: () =>
      call({
        service,
        operation: 'GetAccountSummary',
        send: (exchange) => iam.send(exchange.bind(new GetAccountSummaryCommand({})), exchange),
        read: ({ SummaryMap }) => presenceOf(SummaryMap),
      }),

    user: () =>
      call({
        service,
        operation: 'GetUser',
        send: (exchange) => iam.send(exchange.bind(new GetUserCommand({})), exchange),
        read: ({ User }) => {
          const user = required(User, 'User')
          return {
            createdAt: instantOrNull(user.CreateDate),
            passwordLastUsed: instantOrNull(user.PasswordLastUsed),
          }
        },
      }),

    loginProfile: async () => {
      const profile = await call({
        service,
        operation: 'GetLoginProfile',
        send: (exchange) => iam.send(exchange.bind(new GetLoginProfileCommand({})), exchange),
        read: ({ LoginProfile }) => ({
          createdAt: instantOrNull(required(LoginProfile, 'LoginProfile').CreateDate),
        }),
      })
      // `Login Profile for User null cannot be found.`: the root user has no password.
      return !profile.ok && profile.error.code === 'no-such-entity' ? succeed(null) : profile
    },

    async accessKeys() {
      const keys = await keysListed()
      if (!keys.ok) return keys
      const complete: AccessKey[] = []
      // A root user has at most two keys, and one account's IAM is no place for a burst.
      for (const key of keys.value) {
        const lastUsed = await lastUseOf(key.id)
        if (!lastUsed.ok) return lastUsed
        complete.push({ ...key, lastUsed: lastUsed.value })
      }
      return succeed(complete)
    },

    mfaDevices: () =>
      allPages((token) =>
        call({
          service,
          operation: 'ListMFADevices',
          send: (exchange) =>
            iam.send(exchange.bind(new ListMFADevicesCommand(from(token))), exchange),
          read: (page) =>
            pageOf(page, page.MFADevices, 'MFADevices', (device) => ({
              serialNumber: requiredText(device.SerialNumber, 'SerialNumber'),
              enabledAt: instantOrNull(device.EnableDate),
            })),
        }),
      ),

    signingCertificates: () =>
      allPages((token) =>
        call({
          service,
          operation: 'ListSigningCertificates',
          send: (exchange) =>
            iam.send(exchange.bind(new ListSigningCertificatesCommand(from(token))), exchange),
          read: (page) =>
            pageOf(page, page.Certificates, 'Certificates', (certificate) => ({
              id: requiredText(certificate.CertificateId, 'CertificateId'),
              status: requiredText(certificate.Status, 'Status'),
              uploadedAt: instantOrNull(certificate.UploadDate),
            })),
        }),
      ),
  }
}

/** One page of an IAM listing. `IsTruncated` without a marker would lose the rest, so it is an incomplete answer. */
function pageOf<Listed, T>(
  page: { IsTruncated?: boolean | undefined; Marker?: string | undefined },
  listed: Listed[] | undefined,
  field: string,
  itemOf: (item: Listed) => T,
): Page<T> {
  const items = requiredList(listed, field).map(itemOf)
  if (page.IsTruncated !== true) return { items, next: null }
  const next = nextToken(page.Marker)
  if (next === null) throw new IncompleteAnswer('Marker')
  return { items, next }
}

function from(token: string | null): { Marker?: string } {
  return token === null ? {} : { Marker: token }
}
