import { policyText, type PolicyDocument } from '../../../shared/permissions/policy-text.ts'
import { TextHandout } from '../../ui/text-handout.tsx'

/** A longer policy is scrolled. */
const mostLines = 48

type PolicyHandoutProps = {
  readonly label: string
  readonly name: string
  readonly policy: PolicyDocument
}

/** A policy to hand on, as high as it is long. */
export function PolicyHandout({ label, name, policy }: PolicyHandoutProps) {
  const text = policyText(policy)
  const lines = text.split('\n').length
  return <TextHandout label={label} name={name} text={text} lines={Math.min(lines, mostLines)} />
}
