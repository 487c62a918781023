/** The most pods that KEDA runs for a ScaledObject that does not say. */
export const defaultMaxReplicaCount = 100;
