import { ChevronLeft } from 'lucide-react'
import { showProcedures } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import styles from './procedures-screen.module.css'

/** The way from one procedure, or from a form, to all of them. */
export function BackToProcedures() {
  return (
    <div className={styles.back}>
      <Button
        look="quiet"
        icon={<ChevronLeft aria-hidden />}
        onClick={() => showProcedures({ place: 'list' })}
      >
        Procedures
      </Button>
    </div>
  )
}
