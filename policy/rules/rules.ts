import type { Rule } from "../engine/rule";
import { conventions } from "./meta/conventions";
import { labelsNamespace } from "./meta/labelsNamespace";
import { wellFormed } from "./meta/wellFormed";
import { imagePinned } from "./pod/imagePinned";
import { noLiteralSecret } from "./pod/noLiteralSecret";
import { probes } from "./pod/probes";
import { readOnlyRoot } from "./pod/readOnlyRoot";
import { resources } from "./pod/resources";
import { restricted } from "./pod/restricted";
import { serviceAccount } from "./pod/serviceAccount";
import { allowList } from "./port/allowList";
import { appProtocol } from "./port/appProtocol";
import { headlessService } from "./port/headlessService";
import { internodePrivate } from "./port/internodePrivate";
import { managementPrivate } from "./port/managementPrivate";
import { named } from "./port/named";
import { networkPolicy } from "./port/networkPolicy";
import { nodePort } from "./port/nodePort";
import { noHostPort } from "./port/noHostPort";
import { probeDeclared } from "./port/probeDeclared";
import { protocol } from "./port/protocol";
import { scaledToZero } from "./port/scaledToZero";
import { selectorMatches } from "./port/selectorMatches";
import { serviceType } from "./port/serviceType";
import { sourceRanges } from "./port/sourceRanges";
import { targetResolves } from "./port/targetResolves";
import { tlsOnly } from "./port/tlsOnly";
import { unique } from "./port/unique";
import { unprivileged } from "./port/unprivileged";
import { leastPrivilege } from "./rbac/leastPrivilege";
import { brokerMinimum } from "./replica/brokerMinimum";
import { brokerOdd } from "./replica/brokerOdd";
import { capacity } from "./replica/capacity";
import { hpaRange } from "./replica/hpaRange";
import { hpaStaticConflict } from "./replica/hpaStaticConflict";
import { maximum } from "./replica/maximum";
import { pdbEvictable } from "./replica/pdbEvictable";
import { pdbQuorum } from "./replica/pdbQuorum";
import { pdbRequired } from "./replica/pdbRequired";
import { scaleToZero } from "./replica/scaleToZero";
import { spread } from "./replica/spread";
import { workloadMinimum } from "./replica/workloadMinimum";

/** Every rule of the pack, in the order of the documentation. */
export const rules: readonly Rule[] = [
    conventions,
    brokerMinimum,
    brokerOdd,
    workloadMinimum,
    maximum,
    hpaRange,
    hpaStaticConflict,
    scaleToZero,
    capacity,
    pdbRequired,
    pdbEvictable,
    pdbQuorum,
    spread,
    serviceType,
    sourceRanges,
    noHostPort,
    nodePort,
    allowList,
    unprivileged,
    named,
    unique,
    appProtocol,
    protocol,
    tlsOnly,
    managementPrivate,
    internodePrivate,
    selectorMatches,
    headlessService,
    scaledToZero,
    targetResolves,
    probeDeclared,
    networkPolicy,
    restricted,
    readOnlyRoot,
    resources,
    probes,
    imagePinned,
    noLiteralSecret,
    serviceAccount,
    leastPrivilege,
    labelsNamespace,
    wellFormed,
];
