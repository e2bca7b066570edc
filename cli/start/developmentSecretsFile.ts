import { join } from 'node:path';

/** Where a data folder keeps what its development stack signs and encrypts with. */
export const developmentSecretsFile = (folder: string) => join(folder, 'development-secrets.json');
