import {
  CreateLoginProfileCommand,
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  DeleteSigningCertificateCommand,
} from '@aws-sdk/client-iam'
import type { Instant } from '../../shared/domain/accounts.ts'
import type { Outcome } from '../../shared/ipc/result.ts'
import { answered, instantOrNull, required, type Answered } from './answers.ts'
import type { SessionCaller } from './call.ts'
import type { Clients } from './clients.ts'

/**
 * Changes of the root user inside a root session (fact sheet 2.2). No call names a user or a password: the session is the root
 * user, and AWS refuses both there. Each is sent once; a failure that `isInDoubt` has to be read back. What is gone already
 * fails with `no-such-entity`, what AWS is still working on with `entity-busy`.
 */
export type RootUserChanges = {
  deleteAccessKey(id: string): Promise<Outcome<Answered>>
  deleteSigningCertificate(id: string): Promise<Outcome<Answered>>
  /** Takes the console password away, and with it the way to recover it. */
  deleteLoginProfile(): Promise<Outcome<Answered>>
  deactivateMfaDevice(serialNumber: string): Promise<Outcome<Answered>>
  /** Allows password recovery: a login profile without a password. Fails with `entity-exists` where there is one. */
  createLoginProfile(): Promise<Outcome<Answered & { readonly createdAt: Instant | null }>>
}

export function createRootUserChanges(
  { iam }: Pick<Clients, 'iam'>,
  call: SessionCaller,
): RootUserChanges {
  const service = 'iam'
  const repeat = 'once'
  return {
    deleteAccessKey: (id) =>
      call({
        service,
        operation: 'DeleteAccessKey',
        repeat,
        send: (exchange) =>
          iam.send(exchange.bind(new DeleteAccessKeyCommand({ AccessKeyId: id })), exchange),
        read: answered,
      }),

    deleteSigningCertificate: (id) =>
      call({
        service,
        operation: 'DeleteSigningCertificate',
        repeat,
        send: (exchange) =>
          iam.send(
            exchange.bind(new DeleteSigningCertificateCommand({ CertificateId: id })),
            exchange,
          ),
        read: answered,
      }),

    deleteLoginProfile: () =>
      call({
        service,
        operation: 'DeleteLoginProfile',
        repeat,
        send: (exchange) => iam.send(exchange.bind(new DeleteLoginProfileCommand({})), exchange),
        read: answered,
      }),

    deactivateMfaDevice: (serialNumber) =>
      call({
        service,
        operation: 'DeactivateMFADevice',
        repeat,
        send: (exchange) =>
          iam.send(
            exchange.bind(new DeactivateMFADeviceCommand({ SerialNumber: serialNumber })),
            exchange,
          ),
        read: answered,
      }),

    createLoginProfile: () =>
      call({
        service,
        operation: 'CreateLoginProfile',
        repeat,
        send: (exchange) => iam.send(exchange.bind(new CreateLoginProfileCommand({})), exchange),
        read: (output) => ({
          ...answered(output),
          createdAt: instantOrNull(required(output.LoginProfile, 'LoginProfile').CreateDate),
        }),
      }),
  }
}
