import type { Call } from '../service.ts'
import type { JsonInput } from './json-input.ts'

/** Who may call: every account of the organization, the management account and any delegate, or the management account alone. */
export type Audience = 'members' | 'readers' | 'management'

/** One operation of Organizations. */
export interface OrganizationsOperation {
  readonly audience: Audience
  perform(call: Call, input: JsonInput): unknown
  /** The account that the call is about, when the request itself names it. */
  target?(input: JsonInput): string | null
}
