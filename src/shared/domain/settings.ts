import { z } from 'zod'

export const Theme = z.enum(['system', 'light', 'dark'])
export type Theme = z.infer<typeof Theme>

/** What the operator can set. */
export const Settings = z.strictObject({
  theme: Theme,
  /** Whether keys without Ctrl, Cmd or Alt do something (WCAG 2.1.4: they can be turned off). */
  plainKeys: z.boolean(),
  /** Days after which an observation is stale. */
  freshnessDays: z.int().min(1).max(365),
  /** The Region whose STS endpoint is called: CloudTrail records AssumeRoot there. */
  region: z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/, 'a Region is written like eu-west-1'),
  /** Regions that are looked through for buckets and queues. */
  regions: z.array(z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/)).max(60),
})
export type Settings = z.infer<typeof Settings>

export const defaultSettings: Settings = {
  theme: 'system',
  plainKeys: true,
  freshnessDays: 7,
  region: 'us-east-1',
  regions: ['us-east-1'],
}
