import { AwsError } from '../aws-error.ts'
import { elementsOf } from '../cloudtrail/elements.ts'
import { readForm } from '../form-input.ts'
import { headerOf } from '../http-message.ts'
import type { HttpRequest } from '../http-message.ts'
import type { Service } from '../service.ts'
import { sqsJsonWire, sqsQueryWire } from '../wire/sqs-wire.ts'
import { readJson } from './json-input.ts'
import { queryInput, queryResult } from './sqs-query.ts'
import { queueOperations } from './sqs-queues.ts'

const TARGET_PREFIX = 'AmazonSQS.'

/** Amazon SQS in both its protocols: queues and their policies (fact sheet, section 2.5). */
export const sqs: Service = {
  code: 'sqs',
  doubleEncodedPath: true,
  declaresPayload: false,
  skewMinutes: 5,
  recognizes: (request) =>
    isJson(request) || Object.hasOwn(queueOperations, readForm(request).text('Action') ?? ''),
  wireOf: (request) => (isJson(request) ? sqsJsonWire : sqsQueryWire),
  open: (request) => {
    const asJson = isJson(request)
    const name = asJson
      ? (headerOf(request, 'x-amz-target') ?? '').slice(TARGET_PREFIX.length)
      : (readForm(request).text('Action') ?? '')
    const perform = Object.hasOwn(queueOperations, name) ? queueOperations[name] : undefined
    if (perform === undefined) {
      throw new AwsError(400, 'InvalidAction', `The action ${name} is not valid for this endpoint.`)
    }
    const input = asJson ? readJson(request) : queryInput(readForm(request), request.path)
    return {
      operation: name,
      targetAccountId: null,
      requestParameters: () => elementsOf(input.members),
      perform: (call) => {
        const result = perform(call, input)
        return asJson ? result : queryResult(result)
      },
    }
  },
}

function isJson(request: HttpRequest): boolean {
  return (headerOf(request, 'x-amz-target') ?? '').startsWith(TARGET_PREFIX)
}
