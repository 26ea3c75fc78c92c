import { ChevronDown, X } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import type { AccountFacets, AccountFilter } from '../../../shared/domain/account-query.ts'
import { accountStates } from '../../../shared/domain/accounts.ts'
import { findingKinds } from '../../../shared/domain/findings.ts'
import { postures } from '../../../shared/domain/posture.ts'
import { findingLabel, postureLabel, stateLabel } from '../../format/labels.ts'
import { reads } from '../../state/reads.ts'
import { adjustFilter, showAccounts } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Menu, MenuCheck, MenuGroup } from '../../ui/menu.tsx'
import { PostureGlyph } from '../../ui/posture-glyph.tsx'
import { countOf } from '../../format/count.ts'
import { isFiltered } from './filter-words.ts'
import { toggledValue } from './toggled-value.ts'
import styles from './filter-chips.module.css'

type FilterChipsProps = { readonly filter: AccountFilter; readonly facets: AccountFacets | null }

/** Each value to filter by, with how many accounts it would show. */
export function FilterChips({ filter, facets }: FilterChipsProps) {
  return (
    <div className={styles.chips}>
      <div className={styles.group} role="group" aria-label="Posture">
        {postures.map((posture) => (
          <Chip
            key={posture}
            icon={<PostureGlyph posture={posture} />}
            count={facets?.postures[posture]}
            pressed={filter.postures.includes(posture)}
            onToggle={() => adjustFilter({ postures: toggledValue(filter.postures, posture) })}
          >
            {postureLabel[posture]}
          </Chip>
        ))}
      </div>
      <div className={styles.group} role="group" aria-label="Finding">
        {findingKinds.map((kind) => (
          <Chip
            key={kind}
            count={facets?.findings[kind]}
            pressed={filter.findings.includes(kind)}
            onToggle={() => adjustFilter({ findings: toggledValue(filter.findings, kind) })}
          >
            {findingLabel[kind]}
          </Chip>
        ))}
      </div>
      <div className={styles.group}>
        <StateMenu filter={filter} facets={facets} />
        <UnitChip unitId={filter.unitId} />
        {filter.tag === null ? null : (
          <Chip
            pressed
            icon={<X size={12} aria-hidden />}
            onToggle={() => adjustFilter({ tag: null })}
          >
            Tag {filter.tag}
          </Chip>
        )}
        {isFiltered(filter) ? (
          <Button look="quiet" className={styles.clear} onClick={() => showAccounts({})}>
            Clear the filter
          </Button>
        ) : null}
      </div>
    </div>
  )
}

function StateMenu({ filter, facets }: FilterChipsProps) {
  const chosen = filter.states.map((state) => stateLabel[state])
  return (
    <Menu
      trigger={
        <button
          type="button"
          className={styles.states}
          data-on={chosen.length > 0 || filter.includeLeft || undefined}
        >
          {chosen.length === 0 ? 'Any state' : chosen.join(', ')}
          {filter.includeLeft ? ', also left' : ''}
          <ChevronDown size={12} aria-hidden />
        </button>
      }
    >
      <MenuGroup label="State in Organizations">
        {accountStates.map((state) => (
          <MenuCheck
            key={state}
            checked={filter.states.includes(state)}
            onChange={() => adjustFilter({ states: toggledValue(filter.states, state) })}
          >
            {stateLabel[state]} {facets ? `(${countOf(facets.states[state])})` : ''}
          </MenuCheck>
        ))}
      </MenuGroup>
      <MenuGroup label="Former members">
        <MenuCheck
          checked={filter.includeLeft}
          onChange={(includeLeft) => adjustFilter({ includeLeft })}
        >
          Also accounts that left
        </MenuCheck>
      </MenuGroup>
    </Menu>
  )
}

/** The unit of the filter as a chip: the tree may be out of sight. */
function UnitChip({ unitId }: { readonly unitId: string | null }) {
  const { data } = useQuery(reads.units())
  if (unitId === null) return null
  return (
    <Chip
      pressed
      icon={<X size={12} aria-hidden />}
      onToggle={() => adjustFilter({ unitId: null })}
    >
      In {data?.find((unit) => unit.id === unitId)?.name ?? unitId}
    </Chip>
  )
}
