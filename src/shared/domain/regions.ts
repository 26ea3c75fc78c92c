import { z } from 'zod'

/** The partitions that Rootkeep knows the endpoints of. What centralized root access can do in each: fact sheet 5. */
export const Partition = z.enum(['aws', 'aws-us-gov', 'aws-cn', 'aws-eusc'])
export type Partition = z.infer<typeof Partition>

/** A Region as AWS writes them. Whether there is such a one only AWS knows. */
export const Region = z
  .string()
  .regex(/^[a-z]{2,4}(-[a-z]+){1,2}-\d{1,2}$/, 'a Region is written like eu-west-1')
