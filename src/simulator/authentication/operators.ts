import {
  drawAccessKeyId,
  drawHex,
  drawRoleId,
  drawSecretAccessKey,
  drawSessionToken,
  rootArn,
} from '../identifiers.ts'
import type { Random } from '../random.ts'
import { ADMINISTRATOR } from './caller.ts'
import type { Caller } from './caller.ts'

/** An IAM user with a long-term key: the operator of the management account. */
export function drawUserOperator(random: Random, accountId: string, name: string): Caller {
  const arn = `arn:aws:iam::${accountId}:user/${name}`
  return {
    ...operator(random, 'AKIA', accountId),
    kind: 'user',
    sessionToken: null,
    issuedAt: null,
    arn,
    principalArn: arn,
    userId: `AIDA${drawRoleId(random).slice(4)}`,
    sourceIdentity: null,
  }
}

/** A role session as Identity Center gives it out: the operator of the delegated administrator. It does not expire by itself. */
export function drawRoleOperator(
  random: Random,
  accountId: string,
  permissionSet: string,
  sessionName: string,
  now: number,
): Caller {
  const role = `AWSReservedSSO_${permissionSet}_${drawHex(random, 16)}`
  return {
    ...operator(random, 'ASIA', accountId),
    kind: 'role',
    issuedAt: now,
    sessionToken: drawSessionToken(random, 400),
    arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${sessionName}`,
    principalArn: `arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/${role}`,
    userId: `${drawRoleId(random)}:${sessionName}`,
    sourceIdentity: sessionName,
  }
}

/** The root user itself with a long-term key: what nobody should have, and what AssumeRoot refuses. */
export function drawRootOperator(random: Random, accountId: string): Caller {
  return {
    ...operator(random, 'AKIA', accountId),
    kind: 'root',
    sessionToken: null,
    issuedAt: null,
    arn: rootArn(accountId),
    principalArn: rootArn(accountId),
    userId: accountId,
    sourceIdentity: null,
    identityPolicy: null,
  }
}

function operator(random: Random, prefix: 'AKIA' | 'ASIA', accountId: string) {
  return {
    accessKeyId: drawAccessKeyId(random, prefix),
    secretAccessKey: drawSecretAccessKey(random),
    expiresAt: null,
    accountId,
    taskPolicy: null,
    identityPolicy: ADMINISTRATOR,
  }
}
