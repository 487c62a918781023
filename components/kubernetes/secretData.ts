/** The `stringData` of a Secret. */
export interface SecretData {
    [key: string]: string;
}
