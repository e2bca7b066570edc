/** Of the service `deliver`, in both directions. */
export const NAMESPACE = 'urn:xtzx:bus:1';
