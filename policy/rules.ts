import { imagePinned } from "./pod/imagePinned";
import { noLiteralSecret } from "./pod/noLiteralSecret";
import { restricted } from "./pod/restricted";
import { allowList } from "./port/allowList";
import { managementPrivate } from "./port/managementPrivate";
import { named } from "./port/named";
import { serviceType } from "./port/serviceType";
import { targetResolves } from "./port/targetResolves";
import { unprivileged } from "./port/unprivileged";
import { brokerMinimum } from "./replica/brokerMinimum";
import { brokerOdd } from "./replica/brokerOdd";
import { maximum } from "./replica/maximum";
import { workloadMinimum } from "./replica/workloadMinimum";
import type { Rule } from "./rule";

/** Every rule of the pack, in the order of the documentation. */
export const rules: readonly Rule[] = [
    brokerMinimum,
    brokerOdd,
    workloadMinimum,
    maximum,
    serviceType,
    allowList,
    unprivileged,
    named,
    managementPrivate,
    targetResolves,
    restricted,
    imagePinned,
    noLiteralSecret,
];
