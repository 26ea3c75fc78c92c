/** What a field has to be, by the path of its setting. */
const words: Readonly<Record<string, string>> = {
  name: 'give it a name of at most 60 characters',
  colour: 'choose a colour',
  partition: 'choose a partition',
  region: 'a Region is written like eu-west-1',
  'signIn.profile': 'name the profile',
  'signIn.startUrl': 'a start URL is written like https://d-1234567890.awsapps.com/start',
  'signIn.region': 'a Region is written like eu-west-1',
  'signIn.accountId': 'an account ID has 12 digits',
  'signIn.roleName': 'a role name has at most 64 characters',
  'signIn.accessKeyId': 'an access key ID is written like AKIA…',
  'hopRole.roleArn': 'a role is written like arn:aws:iam::111122223333:role/RootkeepOperator',
  'hopRole.externalId': 'two or more letters, digits and + = , . @ : / _ -',
  'hopRole.sourceIdentity': 'two to 64 letters, digits and + = , . @ _ -',
  'proxy.url': 'a proxy is written like http://proxy.example.com:8080, without user and password',
  'proxy.user': 'a user has at most 200 characters',
  caBundle: 'the certificates are larger than 500 kB',
}

const endpointWords = 'an endpoint is written like https://sts.eu-west-1.amazonaws.com'

/** The sentence for a field that is not as it must be; begins small, as it follows the name of the field. */
export function faultWords(field: string): string {
  return field.startsWith('endpoints.') ? endpointWords : (words[field] ?? 'this is not understood')
}
