import { z } from "zod";

import type { SecretReference } from "../components/kubernetes/secretReference";
import type { Shape } from "./schemaShape";
import { text } from "./schemaShape";

export const secretReference = z.strictObject({
    name: text,
    key: text,
} satisfies Shape<SecretReference>);
