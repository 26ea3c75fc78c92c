/** What `rootkeep --help` prints. */
export const usage = `Usage: rootkeep <command> [options]

Commands
  audit            look at the root user of every member account, and print what was found
  doctor           look at whether this workstation, the way to AWS, the operator and the organization are
                   ready, and say what to do where they are not
  accounts         print what the cache knows, without any call to AWS
  status           say which organization the cache knows, how complete it is, and how old
  report           write reports from the cache into a folder (docs/report-formats.md)
  bundle           write a signed evidence bundle from the cache (docs/evidence-bundle.md)
  verify FILE      say whether an evidence bundle is whole, signed, and borne out by its evidence
  diff FILE FILE   say what changed from one evidence bundle to another of the same organization
  identity create  make the operator identity that signs bundles, where there is none yet
  journal verify   say whether the journal is as it was written
  journal export   print the journal as JSON Lines (docs/journal-format.md)

Only audit and doctor call AWS.

Which organization
  --connection N     use the kept connection N
  --profile P        use the profile P of the AWS config files
  --endpoint-url U   send every call to U, with the keys of the environment
  --region R         the Region of STS (default: that of the profile or environment, else us-east-1)
  --practice         use the practice organization on this computer
Without any of these audit and doctor use the keys of the environment, or the profile that AWS_PROFILE
names where it holds none, and the other commands mean the organization that was connected last.
--region does not go with --connection: a kept one has its own.

Options
  --out F            write the data to the file F instead of standard output; report: the folder, and
                     bundle: the file
  --format F         table (default), json or csv; report and bundle: some of html, pdf, csv, json, ocsf
                     and md, separated by commas (default: html for a report, all but pdf in a bundle)
  --deep             audit: read the details of every account, not only where something is present
  --resume           audit: go on with the run that was interrupted, if there is one
  --account ID       doctor: prove the task policies on this member account: a root session for each is
                     begun and dropped unused
  --at TIME          report, bundle: judge things as they stood at this time (default: now)
  --since TIME       report, bundle: also tell what changed since this time
  --scope S          report, bundle: only some accounts; may be given several times: unit=ou-…,
                     tag=Key or tag=Key=Value, posture=…, finding=…, state=…, search=words,
                     filter=name of a saved filter, left (also those that left the organization)
  --paper P          report, bundle: A4 (default) or Letter, for the PDF
  --redact           bundle: pseudonyms instead of names, e-mail addresses and IDs (docs/redaction.md)
  --passphrase-file F  bundle, identity create: the passphrase of the signing identity is the first line of F
  --name N           identity create: what others know you by
  --key K            verify: the bundle must be signed with the key K: a minisign public key, or its file
  --help             print this text

A TIME is ISO 8601 with its zone (2026-11-22T10:15:00Z) or a date (from 00:00 UTC on); after --since
also so many days before the time of the report (30d).

Progress goes to standard error. ROOTKEEP_HOME names the data folder.

Exit codes (1 is always: it failed, or could not be read)
  audit, accounts, status   0 all accounts observed, 2 some are unknown or stale
  doctor                    0 all is well, 2 something is not, or could not be found out
  report, bundle            0 written, 2 written, and some accounts are unknown, stale or missing
  verify                    0 verified, 2 contradicted, 3 all fits but the signer is not known here,
                            4 made in a way that this version cannot judge
  diff                      0 nothing changed, 2 something did
  journal verify            0 intact, 2 broken
  journal export            0 written
  identity create           0 made
`
