import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { useId } from 'react'
import { ConnectionColour } from '../../../shared/domain/connections.ts'
import { ConnectionSwatch } from '../../ui/connection-swatch.tsx'
import { colourLabel } from './connection-words.ts'
import styles from './colour-field.module.css'

type ColourFieldProps = {
  readonly value: ConnectionColour
  readonly onChange: (colour: ConnectionColour) => void
}

/** The colour, with the shape that goes with it. */
export function ColourField({ value, onChange }: ColourFieldProps) {
  const id = useId()
  return (
    <div className={styles.field}>
      <p id={id} className={styles.label}>
        Colour
      </p>
      <RadioGroup
        aria-labelledby={id}
        className={styles.choices}
        value={value}
        onValueChange={(next) => onChange(next)}
      >
        {ConnectionColour.options.map((colour) => (
          <Radio.Root
            key={colour}
            value={colour}
            className={styles.choice}
            aria-label={colourLabel[colour]}
            title={colourLabel[colour]}
          >
            <ConnectionSwatch colour={colour} size={16} />
          </Radio.Root>
        ))}
      </RadioGroup>
      <p className={styles.hint}>
        It stands in the context bar and in every confirmation. Red is for danger alone.
      </p>
    </div>
  )
}
