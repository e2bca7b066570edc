import { buildSchema } from 'graphql';
import { CONTRACT_SDL } from './contract.ts';

/** The contract as the gateway holds it. */
export const contractSchema = buildSchema(CONTRACT_SDL.replace(/extend schema.*\n/, ''), {
  assumeValidSDL: true,
});
