import type { PolicyService } from '../../state/procedure-place.ts'
import { resourceNoun } from './unlock-words.ts'
import styles from './other-locks.module.css'

type OtherLock = { readonly what: string; readonly where: string }

const everywhere: readonly OtherLock[] = [
  {
    what: 'IAM policies and permissions boundaries',
    where: 'nothing allows the role the action, or a Deny forbids it.',
  },
  {
    what: 'Service and resource control policies of the organization',
    where: 'on the account or on a unit above it. They hold for root sessions, too.',
  },
  {
    what: 'The policy of a VPC endpoint',
    where: 'on the way from the network of the caller to AWS.',
  },
  {
    what: 'The KMS key that encrypts the data',
    where: 'its key policy decides who can decrypt.',
  },
]

const ofBuckets: readonly OtherLock[] = [
  {
    what: 'Object ownership and ACLs',
    where: 'what another account wrote while ACLs were on may belong to that account.',
  },
  {
    what: 'Block Public Access, access points and Object Lock',
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
            <strong>{what}:</strong> {where}
          </li>
        ))}
      </ul>
    </div>
  )
}
