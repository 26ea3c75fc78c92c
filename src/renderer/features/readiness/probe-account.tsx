import { chooseProbe, useReadiness } from '../../state/readiness-store.ts'
import { useSession } from '../../state/session-store.ts'
import { AccountPicker } from '../accounts/account-picker.tsx'
import { probeId } from './focus-probe.ts'
import styles from './checks-tab.module.css'

const whatHappens =
  'Each task policy is proven by an AssumeRoot on this account; the session is dropped unused. The last check makes one read in such a session (GetAccountSummary). Nothing is changed. The calls reach CloudTrail, so whoever watches it will see them.'

/** On which account the task policies are proven, and what that does to it. */
export function ProbeAccount() {
  const probe = useReadiness((store) => store.probe)
  const known = useSession(({ session }) => session !== null && session.organization !== null)
  return (
    <div id={probeId} className={styles.probe}>
      {known ? (
        <AccountPicker
          label="Account for the task policies"
          value={probe}
          onChange={chooseProbe}
          hint={whatHappens}
          anyId
        />
      ) : (
        <p className={styles.quiet}>
          The task policies are proven on one member account of your choice. It can be chosen once
          the organization is known.
        </p>
      )}
    </div>
  )
}
