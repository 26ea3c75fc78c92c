import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { reads } from '../../state/reads.ts'
import { useNow } from '../../state/use-now.ts'
import { changeForm, useReportForm } from './form-store.ts'
import { PreviewPane } from './preview-pane.tsx'
import { askedOf } from './report-form.ts'
import { SaveBar } from './save-bar.tsx'
import { ScopeFields } from './scope-fields.tsx'
import { WhatFields } from './what-fields.tsx'
import { WhenFields } from './when-fields.tsx'
import styles from './write-tab.module.css'

/** What is asked on the left, how it would look on the right. */
export function WriteTab() {
  const form = useReportForm()
  const { data } = useInfiniteQuery(reads.runs())
  const now = useNow()
  const runs = useMemo(() => data?.pages.flatMap((page) => page.runs) ?? [], [data])
  const asked = useMemo(() => askedOf(form, runs, now), [form, runs, now])
  return (
    <div className={styles.columns}>
      <div className={styles.form}>
        <div className={styles.fields}>
          <WhatFields form={form} fault={asked.faults.formats} />
          <WhenFields form={form} runs={runs} faults={asked.faults} now={now} />
          <fieldset className={styles.group}>
            <legend className={styles.legend}>Which accounts</legend>
            <ScopeFields scope={form.scope} onChange={(scope) => changeForm({ scope })} />
          </fieldset>
        </div>
        <SaveBar form={form} asked={asked} />
      </div>
      <PreviewPane form={form} question={asked.question} formats={form.formats} />
    </div>
  )
}
