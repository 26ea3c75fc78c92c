import { partitionOf } from '../aws/partition.ts'

/** The ARN of a queue, from its URL: `https://sqs.<region>.<suffix>/<account>/<name>`. */
export function queueArnOf(queueUrl: string, region: string): string {
  const [accountId = '', name = ''] = new URL(queueUrl).pathname.split('/').slice(1)
  return `arn:${partitionOf(region)}:sqs:${region}:${accountId}:${name}`
}
