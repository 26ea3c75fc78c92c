import { AwsError } from '../aws-error.ts'
import { formElements } from '../cloudtrail/elements.ts'
import { readForm } from '../form-input.ts'
import type { FormInput } from '../form-input.ts'
import { headerOf } from '../http-message.ts'
import type { HttpRequest } from '../http-message.ts'
import type { Call, Service, Wire } from '../service.ts'

/** One operation of a Query service. */
export interface QueryOperation {
  perform(call: Call, input: FormInput): unknown
  /** The account that the call is about, when the request itself names it. */
  target?(input: FormInput): string | null
}

export interface QueryServiceOptions {
  readonly code: string
  /** API version, as in `Version=…`. */
  readonly version: string
  readonly wire: Wire
  readonly operations: Readonly<Record<string, QueryOperation>>
  /** What to do with an action that is not in `operations`; throws. Default: `InvalidAction`. */
  readonly otherwise?: (call: Call, action: string) => never
}

/** A service that speaks the AWS Query protocol: `Action=…&Version=…` in a form. */
export function createQueryService({
  code,
  version,
  wire,
  operations,
  otherwise,
}: QueryServiceOptions): Service {
  return {
    code,
    doubleEncodedPath: true,
    declaresPayload: false,
    skewMinutes: 5,
    recognizes: (request) =>
      isForm(request) && Object.hasOwn(operations, readForm(request).text('Action') ?? ''),
    wireOf: () => wire,
    open: (request) => {
      const input = readForm(request)
      const action = input.text('Action')
      if (action === undefined) {
        throw new AwsError(400, 'MissingAction', 'The request must contain the parameter Action.')
      }
      const requestParameters = () => formElements(input.entries())
      const operation = Object.hasOwn(operations, action) ? operations[action] : undefined
      if (operation === undefined) {
        return {
          operation: action,
          targetAccountId: null,
          requestParameters,
          perform: (call) => {
            otherwise?.(call, action)
            throw new AwsError(
              400,
              'InvalidAction',
              `Could not find operation ${action} for version ${input.text('Version') ?? version}`,
            )
          },
        }
      }
      return {
        operation: action,
        targetAccountId: operation.target?.(input) ?? null,
        requestParameters,
        perform: (call) => operation.perform(call, input),
      }
    },
  }
}

function isForm(request: HttpRequest): boolean {
  return request.method === 'GET'
    ? request.query.includes('Action=')
    : (headerOf(request, 'content-type') ?? '').startsWith('application/x-www-form-urlencoded')
}
