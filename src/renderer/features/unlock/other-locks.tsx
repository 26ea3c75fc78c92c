import type { PolicyService } from '../../state/procedure-place.ts'
import { resourceNoun } from './unlock-words.ts'
import styles from './other-locks.module.css'

type OtherLock = { readonly what: string; readonly where: string }

const everywhere: readonly OtherLock[] = [
  {
    what: 'An IAM policy, or a permissions boundary',
    where: 'of the role that is denied: nothing allows the action, or a Deny forbids it.',
  },
  {
    what: 'A service control policy or a resource control policy',
    where:
      'of the organization, on the account or on a unit above it. It also holds for root sessions.',
  },
  {
    what: 'The policy of a VPC endpoint',
    where: 'on the way from the network of the caller to AWS.',
  },
  {
    what: 'The KMS key',
    where: 'with which the data is encrypted: its key policy decides who can decrypt.',
  },
]

const ofBuckets: readonly OtherLock[] = [
  {
    what: 'Object ownership and ACLs',
    where: 'objects that another account wrote while ACLs were on belong to that account.',
  },
  {
    what: 'Block Public Access, an access point or Object Lock',
    where: 'each refuses by itself, whatever the policy of the bucket says.',
  },
]

/** What may deny access where the policy does not. */
export function OtherLocks({ service }: { readonly service: PolicyService }) {
  const locks = service === 's3' ? [...everywhere, ...ofBuckets] : everywhere
  return (
    <div className={styles.others}>
      <p>If the {resourceNoun[service]} is out of reach all the same, look at:</p>
      <ul className={styles.list}>
        {locks.map(({ what, where }) => (
          <li key={what}>
            <strong>{what}</strong> {where}
          </li>
        ))}
      </ul>
    </div>
  )
}
