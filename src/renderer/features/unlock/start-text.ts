import { isCrammed, laidOut } from './readable-policy.ts'

/** What the editor begins with: the policy, laid out where it stands on lines too long to work on; an empty frame where there is none. */
export function startText(held: string | null): string {
  if (held === null) return '{\n  "Version": "2012-10-17",\n  "Statement": []\n}'
  return isCrammed(held) ? laidOut(held).text : held
}
