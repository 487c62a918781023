/** The `stringData` of a Secret, or its `data`, whose values are base64. */
export interface SecretData {
    [key: string]: string;
}
