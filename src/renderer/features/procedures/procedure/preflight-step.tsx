import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Check, Procedure } from '../../../../shared/domain/procedures.ts'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { StepPanel } from './step-panel.tsx'
import styles from './preflight-step.module.css'

const checkWords = {
  passed: 'Passed',
  warning: 'Look at this',
  failed: 'Failed',
} as const satisfies Record<Check['state'], string>

/** What was looked at before anything was planned: each check with what was seen and what to do about it. */
export function PreflightStep({ procedure }: { readonly procedure: Procedure }) {
  const { checks, step, state } = procedure
  const looking = step === 'preflight' && state === 'working'
  return (
    <StepPanel title="Preflight" note="What must hold before anything is planned">
      {checks.length > 0 ? (
        <ul className={styles.checks}>
          {checks.map((check) => (
            <CheckLine key={check.id} check={check} />
          ))}
        </ul>
      ) : looking ? (
        <div className={styles.looking} aria-busy="true">
          <Skeleton width="40%" />
          <Skeleton width="56%" />
          <Skeleton width="32%" />
          <p className="visually-hidden" role="status">
            Looking
          </p>
        </div>
      ) : (
        <p className={styles.none}>Nothing was looked at.</p>
      )}
    </StepPanel>
  )
}

function CheckLine({ check }: { readonly check: Check }) {
  return (
    <li className={styles.check} data-state={check.state}>
      {icons[check.state]}
      <div>
        <p className={styles.title}>
          {check.title}
          <span className={styles.state}>{checkWords[check.state]}</span>
        </p>
        <p>{check.evidence}</p>
        {check.remedy ? <p className={styles.remedy}>{check.remedy}</p> : null}
      </div>
    </li>
  )
}

const icons = {
  passed: <CircleCheck aria-hidden />,
  warning: <TriangleAlert aria-hidden />,
  failed: <CircleX aria-hidden />,
} as const satisfies Record<Check['state'], ReactNode>
