/** `rate` tokens flow in each second, up to `burst`. */
export interface Limit {
  readonly rate: number
  readonly burst: number
}

export interface TokenBucket {
  /** Whether a token is there now, without taking it. `now` in milliseconds of any clock that never runs back. */
  hasToken(now: number): boolean
  /** Takes a token; false, and nothing taken, when there is none. */
  take(now: number): boolean
}

/** A bucket that starts full. */
export function createTokenBucket({ rate, burst }: Limit, startedAt: number): TokenBucket {
  let tokens = burst
  let filledAt = startedAt

  function hasToken(now: number): boolean {
    tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * rate)
    filledAt = now
    return tokens >= 1
  }

  function take(now: number): boolean {
    if (!hasToken(now)) return false
    tokens -= 1
    return true
  }

  return { hasToken, take }
}
