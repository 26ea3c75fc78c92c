import type { FormInput } from '../form-input.ts'
import { RawXml, element, escapeXml } from '../wire/xml.ts'
import type { JsonInput } from './json-input.ts'
import { readInteger } from './constraints.ts'
import type { QueueResult } from './sqs-queues.ts'

/** A Query request of SQS as the same members that a JSON request has. Without QueueUrl the path names the queue, as old clients post to it. */
export function queryInput(form: FormInput, path: string): JsonInput {
  const text = (name: string) =>
    form.text(name) ?? (name === 'QueueUrl' && path !== '/' ? path : undefined)
  const attributes = Object.fromEntries(
    numbered(form, 'Attribute', '.Name').map((prefix) => [
      form.text(`${prefix}.Name`) ?? '',
      form.text(`${prefix}.Value`) ?? '',
    ]),
  )
  const texts = (name: string) =>
    numbered(form, LIST_NAMES[name] ?? name).map((prefix) => form.text(prefix) ?? '')
  return {
    text,
    integer: (name) => readInteger(form.text(name)),
    texts,
    textMap: () => attributes,
    members: {
      QueueUrl: text('QueueUrl'),
      QueueName: text('QueueName'),
      QueueNamePrefix: text('QueueNamePrefix'),
      ...(numbered(form, 'Attribute', '.Name').length === 0 ? {} : { Attributes: attributes }),
    },
  }
}

/** The XML of a result: lists are flat, attributes are pairs. */
export function queryResult(result: QueueResult | undefined): RawXml | undefined {
  if (result === undefined) return undefined
  let text = ''
  for (const url of result.QueueUrls ?? []) text += element('QueueUrl', escapeXml(url))
  if (result.QueueUrl !== undefined) text += element('QueueUrl', escapeXml(result.QueueUrl))
  for (const [name, value] of Object.entries(result.Attributes ?? {})) {
    text += element(
      'Attribute',
      element('Name', escapeXml(name)) + element('Value', escapeXml(value)),
    )
  }
  if (result.NextToken !== undefined) text += element('NextToken', escapeXml(result.NextToken))
  return new RawXml(text)
}

const LIST_NAMES: Readonly<Record<string, string>> = { AttributeNames: 'AttributeName' }

/** `Name.1`, `Name.2`, … as far as they go. */
function numbered(form: FormInput, name: string, suffix = ''): string[] {
  const found: string[] = []
  while (form.text(`${name}.${found.length + 1}${suffix}`) !== undefined) {
    found.push(`${name}.${found.length + 1}`)
  }
  return found
}
