import { Component, type ReactNode } from 'react'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { failureFrom } from '../state/client.ts'
import { FailurePanel } from '../ui/failure-panel.tsx'
import styles from './error-boundary.module.css'

type Props = { readonly what: string; readonly children: ReactNode }
type State = { readonly error: unknown }

/** Keeps a fault in one part of the window from taking the rest with it, and says what broke. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null }

  static getDerivedStateFromError(error: unknown): State {
    return { error: error ?? new Error('nothing was thrown') }
  }

  override render() {
    const { error } = this.state
    if (error === null) return this.props.children
    const failure = failureFrom(error)
    const message = error instanceof Error ? error.message : failure.message
    return (
      <div className={styles.place}>
        <FailurePanel
          title={`${this.props.what} could not be drawn.`}
          failure={failureOf(failure.code, { message })}
          onRetry={() => this.setState({ error: null })}
        />
      </div>
    )
  }
}
