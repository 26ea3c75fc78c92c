/** The Regions in which the practice organization has resources, the busy ones first. */
export const REGIONS = [
  'us-east-1',
  'eu-west-1',
  'eu-central-1',
  'us-west-2',
  'ap-southeast-2',
  'ap-northeast-1',
  'ca-central-1',
  'eu-north-1',
  'sa-east-1',
] as const
