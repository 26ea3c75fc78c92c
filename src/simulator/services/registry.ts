import type { Service } from '../service.ts'
import { account } from './account.ts'
import { iam } from './iam.ts'
import { organizations } from './organizations.ts'
import { s3 } from './s3.ts'
import { sqs } from './sqs.ts'
import { sts } from './sts.ts'

/** Every service of the practice organization. S3 is last: it takes unsigned requests that nobody else recognizes. */
export const services: readonly Service[] = [sts, iam, organizations, account, sqs, s3]
