import { readOnlyRoot } from "../../../../policy/rules/pod/readOnlyRoot";
import { describeRule } from "../../describeRule";
import { container } from "../../shopStack";

const writable = {
    in: "Deployment/orders-api",
    set: { [`${container}.securityContext.readOnlyRootFilesystem`]: undefined },
};

describeRule(readOnlyRoot, [
    {
        when: "a container that may write to its root file system",
        ...writable,
        finds: [
            'Deployment "shop/orders-api" container "producer" securityContext.readOnlyRootFilesystem is unset, which means false; prod requires true. Set it to true and mount an emptyDir where it must write.',
        ],
    },
    {
        when: "a container that the environment exempts",
        ...writable,
        config: { exempt: ["producer"] },
        finds: [],
    },
]);
