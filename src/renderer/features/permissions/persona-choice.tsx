import { personaRights, personas, type Persona } from '../../../shared/permissions/personas.ts'
import { RadioChoice } from '../../ui/radio-choice.tsx'
import styles from './permissions-tab.module.css'

type PersonaChoiceProps = {
  readonly value: Persona
  readonly onChange: (persona: Persona) => void
}

/** The five kinds of operator, each with what it is for. */
export function PersonaChoice({ value, onChange }: PersonaChoiceProps) {
  return (
    <RadioChoice
      label="Who"
      hideLabel
      value={value}
      onChange={onChange}
      options={personas.map((persona) => ({
        value: persona,
        label: (
          <span>
            <span className={styles.name}>{personaRights[persona].label}</span>
            <span className={styles.about}>{personaRights[persona].about}</span>
          </span>
        ),
      }))}
    />
  )
}
