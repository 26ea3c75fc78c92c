import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LedgerEntry } from '../../../shared/domain/ledger.ts'
import { allAt, doorTo } from '../../egress/testing/door-to.ts'
import type { Timeouts } from '../../egress/transport.ts'
import { createAwsAccess, type AwsAccess, type AwsAccessDeps } from '../aws-access.ts'

/** A request as the SDK sent it. */
export type Received = {
  /** The operation's name; of a REST service, method and URL. */
  readonly operation: string
  readonly body: string
  readonly parameters: URLSearchParams
  readonly headers: IncomingMessage['headers']
}
export type Answer = (request: Received, response: ServerResponse) => void

/** A small server that answers each operation as a test says: for the answers that the simulator does not give. */
export async function startAnsweringServer(answer: Answer) {
  const received: Received[] = []
  const server = createServer((message, response) => {
    const chunks: Buffer[] = []
    message.on('data', (chunk: Buffer) => chunks.push(chunk))
    message.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      const parameters = new URLSearchParams(body)
      const jsonTarget = message.headers['x-amz-target']?.toString().split('.')[1]
      const request = {
        operation: parameters.get('Action') ?? jsonTarget ?? `${message.method} ${message.url}`,
        body,
        parameters,
        headers: message.headers,
      }
      received.push(request)
      answer(request, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    received,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export const operatorKeys = {
  accessKeyId: 'AKIAOPERATOR00000000',
  secretAccessKey: 'operatorSecret/operatorSecret/operatorSe',
}

/** An access with quick repeats and a ledger to look into; its end closes its door. */
export function accessFor(
  endpoint: string,
  { timeouts, ...more }: Partial<AwsAccessDeps> & { readonly timeouts?: Partial<Timeouts> } = {},
): { access: AwsAccess; ledger: LedgerEntry[] } {
  const ledger: LedgerEntry[] = []
  const { region = 'eu-west-1' } = more
  const door = doorTo(endpoint, {
    region,
    timeouts: { connectMs: 1000, requestMs: 1500, ...timeouts },
  })
  const access = createAwsAccess({
    door,
    credentials: () => () => Promise.resolve(operatorKeys),
    region,
    endpoints: allAt(endpoint),
    ledger: (entry) => ledger.push(entry),
    clock: () => Date.now(),
    random: () => 0,
    ...more,
  })
  const close = () => {
    access.close()
    door.close()
  }
  return { access: { ...access, close }, ledger }
}

/** An answer of the query services. */
export function xml(
  response: ServerResponse,
  operation: string,
  result: string,
  status = 200,
): void {
  const body = `<${operation}Response><${operation}Result>${result}</${operation}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${operation}Response>`
  response.writeHead(status, { 'content-type': 'text/xml', 'x-amzn-requestid': 'req-1' }).end(body)
}

/** An error of the query services. */
export function xmlError(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  date?: string,
): void {
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>req-2</RequestId></ErrorResponse>`
  response
    .writeHead(status, {
      'content-type': 'text/xml',
      'x-amzn-requestid': 'req-2',
      ...(date ? { date } : {}),
    })
    .end(body)
}

export function json(response: ServerResponse, body: unknown, status = 200): void {
  response
    .writeHead(status, {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-requestid': 'req-3',
    })
    .end(JSON.stringify(body))
}

/** The credentials of a root session as AssumeRoot hands them out. */
export function sessionXml(
  accountId: string,
  expiration = new Date(Date.now() + 900_000).toISOString(),
): string {
  return `<Credentials><AccessKeyId>ASIA${accountId}</AccessKeyId><SecretAccessKey>secretOf${accountId}</SecretAccessKey><SessionToken>tokenOf${accountId}</SessionToken><Expiration>${expiration}</Expiration></Credentials>`
}

/** A summary of an account without root credentials, but for what `flags` say. */
export function summaryXml(flags: { readonly [key: string]: string | null } = {}): string {
  const all = {
    Users: '3',
    AccountMFAEnabled: '0',
    AccountAccessKeysPresent: '0',
    AccountPasswordPresent: '0',
    AccountSigningCertificatesPresent: '0',
    ...flags,
  }
  const entries = Object.entries(all).filter(([, value]) => value !== null)
  return `<SummaryMap>${entries.map(([key, value]) => `<entry><key>${key}</key><value>${value}</value></entry>`).join('')}</SummaryMap>`
}
