import { z } from "zod";

import type { ServiceOptions } from "../components/kubernetes/service";
import {
    ExternalTrafficPolicy,
    IpFamily,
    IpFamilyPolicy,
    ServiceType,
} from "../components/kubernetes/service";
import type { Shape } from "./schemaShape";

export const service = z
    .strictObject({
        type: z.enum(ServiceType).optional(),
        annotations: z.record(z.string(), z.string()).optional(),
        ipFamilies: z.array(z.enum(IpFamily)).optional(),
        ipFamilyPolicy: z.enum(IpFamilyPolicy).optional(),
        externalTrafficPolicy: z.enum(ExternalTrafficPolicy).optional(),
        sourceRanges: z.array(z.string()).optional(),
    } satisfies Shape<ServiceOptions>)
    .optional();
