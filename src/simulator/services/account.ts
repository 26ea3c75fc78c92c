import { AwsError } from '../aws-error.ts'
import { elementsOf } from '../cloudtrail/elements.ts'
import type { HttpRequest } from '../http-message.ts'
import type { Call, Service } from '../service.ts'
import { accountWire } from '../wire/rest-json-wire.ts'
import {
  acceptPrimaryEmailUpdate,
  getPrimaryEmail,
  startPrimaryEmailUpdate,
} from './account-primary-email.ts'
import { listRegions } from './account-regions.ts'
import { readJson } from './json-input.ts'
import type { JsonInput } from './json-input.ts'

interface AccountOperation {
  readonly name: string
  perform(call: Call, input: JsonInput): unknown
}

const operations: Readonly<Record<string, AccountOperation>> = {
  '/getPrimaryEmail': { name: 'GetPrimaryEmail', perform: getPrimaryEmail },
  '/startPrimaryEmailUpdate': { name: 'StartPrimaryEmailUpdate', perform: startPrimaryEmailUpdate },
  '/acceptPrimaryEmailUpdate': {
    name: 'AcceptPrimaryEmailUpdate',
    perform: acceptPrimaryEmailUpdate,
  },
  '/listRegions': { name: 'ListRegions', perform: listRegions },
}

/** AWS Account Management, REST with JSON: the address of a member's root user, and the Regions of an account (fact sheet, section 5). */
export const account: Service = {
  code: 'account',
  doubleEncodedPath: true,
  declaresPayload: false,
  skewMinutes: 5,
  recognizes: (request) => operationOf(request) !== undefined,
  wireOf: () => accountWire,
  open: (request) => {
    const operation = operationOf(request)
    if (operation === undefined) throw new AwsError(404, 'UnknownOperationException', '')
    const input = readJson(request)
    return {
      operation: operation.name,
      targetAccountId: input.text('AccountId') ?? null,
      requestParameters: () => elementsOf(input.members),
      perform: (call) => operation.perform(call, input),
    }
  },
}

function operationOf({ method, path }: HttpRequest): AccountOperation | undefined {
  return method === 'POST' && Object.hasOwn(operations, path) ? operations[path] : undefined
}
