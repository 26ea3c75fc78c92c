import type { PolicyService } from '../../state/procedure-place.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
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

type OtherLocksProps = {
  readonly service: PolicyService
  /** Whether it begins unfolded. */
  readonly open: boolean
}

/** What may deny access where the policy does not. */
export function OtherLocks({ service, open }: OtherLocksProps) {
  const locks = service === 's3' ? [...everywhere, ...ofBuckets] : everywhere
  return (
    <div className={styles.others}>
      <Disclosure
        title={`Is the ${resourceNoun[service]} out of reach all the same?`}
        note="What else may deny it"
        open={open}
      >
        <ul className={styles.list}>
          {locks.map(({ what, where }) => (
            <li key={what}>
              <strong>{what}:</strong> {where}
            </li>
          ))}
        </ul>
      </Disclosure>
    </div>
  )
}
