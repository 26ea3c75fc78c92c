import { Partition } from '../../../shared/domain/regions.ts'
import { Select } from '../../ui/select.tsx'
import { partitionConsequence, partitionLabel } from './connection-words.ts'
import { NearestRegions } from './nearest-regions.tsx'
import { RegionField } from './region-field.tsx'
import type { DraftForm } from './use-draft-form.ts'
import styles from './connection-form.module.css'

const partitions = Partition.options.map((value) => ({ value, label: partitionLabel[value] }))

type RegionSectionProps = {
  readonly form: DraftForm
  /** Null while the connection is not kept yet. */
  readonly connectionId: string | null
}

/** Whose STS is called, and what can be done in the partition. */
export function RegionSection({ form, connectionId }: RegionSectionProps) {
  const { draft, change } = form
  const consequence = partitionConsequence[draft.partition]
  return (
    <>
      <div className={styles.fields}>
        <div>
          <Select
            label="Partition"
            value={draft.partition}
            options={partitions}
            onChange={(partition) => change({ partition })}
          />
        </div>
        <RegionField
          form={form}
          path="region"
          label="Region for STS"
          value={draft.region}
          onChange={(region) => change({ region })}
          hint="CloudTrail records AssumeRoot in this Region. Empty: the one that the sign-in names, else the first of the partition."
        />
      </div>
      {consequence === null ? null : <p className={styles.warning}>{consequence}</p>}
      <NearestRegions
        connectionId={connectionId}
        chosen={draft.region.trim()}
        onChoose={(region) => change({ region })}
      />
    </>
  )
}
