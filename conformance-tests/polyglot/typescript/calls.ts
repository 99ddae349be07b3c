import { ActionsApi, Configuration } from '../target/typescript/client/index';

/** Through the generated client, so that its types are checked in use. */
export async function totalMinutesUsed(basePath: string, accessToken: string): Promise<number> {
  const api = new ActionsApi(new Configuration({ basePath, accessToken }));
  const billing = await api.getActionsBilling({ enterprise: 'octo-enterprise' });
  return billing.totalMinutesUsed;
}
