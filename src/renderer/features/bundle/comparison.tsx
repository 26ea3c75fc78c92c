import { useMemo, useState } from 'react'
import type { BundleComparison, BundleManifest } from '../../../shared/domain/bundles.ts'
import { countedOf, countOf } from '../../format/count.ts'
import { exactOf } from '../../format/instant.ts'
import { controlStatusLabel } from '../../format/labels.ts'
import { Chip } from '../../ui/chip.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ComparedTable } from './compared-table.tsx'
import { accountsOf, changeKindLabel, changeKinds, type ChangeKind } from './compared-accounts.ts'
import { ChangeMark } from './change-mark.tsx'
import styles from './comparison.module.css'

/** What two bundles of one organization say differently, the earlier one first. */
export function Comparison({ comparison }: { readonly comparison: BundleComparison }) {
  const { before, after, counts, accounts, controls, caveats } = comparison
  const [kinds, setKinds] = useState<ReadonlySet<ChangeKind>>(new Set())
  const shown = useMemo(() => accountsOf(accounts, kinds), [accounts, kinds])

  return (
    <div className={styles.comparison}>
      <dl className={styles.sides}>
        <Side name="Before" manifest={before} />
        <Side name="After" manifest={after} />
      </dl>
      {caveats.length > 0 ? (
        <ul className={styles.caveats} aria-label="Caveats">
          {caveats.map((caveat) => (
            <li key={caveat}>{caveat}</li>
          ))}
        </ul>
      ) : null}
      {accounts.length > 0 ? (
        <div className={styles.chips} role="group" aria-label="Change">
          {changeKinds.map((kind) => (
            <Chip
              key={kind}
              icon={<ChangeMark kind={kind} />}
              count={counts[kind]}
              pressed={kinds.has(kind)}
              onToggle={() => setKinds((held) => toggled(held, kind))}
            >
              {changeKindLabel[kind]}
            </Chip>
          ))}
          <span className={styles.same}>{countedOf(counts.same, 'account')} the same</span>
        </div>
      ) : null}
      {shown.length === 0 ? (
        <EmptyState
          title={
            accounts.length === 0
              ? `Both say the same of ${counts.same === 1 ? 'the one account' : `all ${countedOf(counts.same, 'account')}`}`
              : 'No account changed in this way'
          }
        >
          {accounts.length === 0 && before.question.at === after.question.at
            ? 'Both were judged at the same instant: it may be the same bundle.'
            : null}
        </EmptyState>
      ) : (
        <ComparedTable accounts={shown} />
      )}
      {controls.length > 0 ? <Controls controls={controls} /> : null}
    </div>
  )
}

function Side({ name, manifest }: { readonly name: string; readonly manifest: BundleManifest }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong>{exactOf(manifest.question.at)}</strong>, signed by {manifest.signer.name}
        {manifest.redacted ? ', redacted' : ''}
      </dd>
    </div>
  )
}

function Controls({ controls }: Pick<BundleComparison, 'controls'>) {
  return (
    <section className={styles.controls} aria-labelledby="compared-controls">
      <h3 id="compared-controls" className={styles.heading}>
        Controls that changed <span className={styles.same}>{countOf(controls.length)}</span>
      </h3>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Framework</th>
            <th scope="col">Control</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {controls.map(({ framework, control, before, after }) => (
            <tr key={`${framework} ${control}`}>
              <td>{framework}</td>
              <td>{control}</td>
              <td>{before === null ? 'Not in it' : controlStatusLabel[before]}</td>
              <td>{after === null ? 'Not in it' : controlStatusLabel[after]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function toggled(kinds: ReadonlySet<ChangeKind>, kind: ChangeKind): ReadonlySet<ChangeKind> {
  const next = new Set(kinds)
  if (!next.delete(kind)) next.add(kind)
  return next
}
