import { imagePinned } from "../../../../policy/rules/pod/imagePinned";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { container } from "../../shopStack";

const tag = (image: string) =>
    `Deployment "shop/orders-api" container "producer" image is ${image}; prod requires a version tag other than latest. Append the version that was tested, such as :1.4.2.`;

const image = (value: string | undefined) => ({
    in: "Deployment/orders-api",
    set: { [`${container}.image`]: value },
});

const digest = `sha256:${"0".repeat(64)}`;

describeRule(imagePinned, [
    { when: "the tag latest", ...image("shop/api:latest"), finds: [tag('"shop/api:latest"')] },
    {
        when: "no tag, where a registry's port looks like one",
        ...image("registry.example:5000/shop/api"),
        finds: [tag('"registry.example:5000/shop/api"')],
    },
    { when: "a digest that is left out", ...image("shop/api@"), finds: [tag('"shop/api@"')] },
    { when: "no image", ...image(undefined), finds: [tag("unset")] },
    { when: "a digest without a tag", ...image(`shop/api@${digest}`), finds: [] },
    {
        when: "a tag where a digest is required",
        ...image("shop/api:1.4.2"),
        config: { requireDigest: true },
        finds: [
            'StatefulSet "shop/rabbitmq" container "rabbitmq" image is "shop/rabbitmq:1.4.2"; prod requires a digest. Append @sha256: and the digest of the image.',
            'Deployment "shop/orders-api" container "producer" image is "shop/api:1.4.2"; prod requires a digest. Append @sha256: and the digest of the image.',
            'Deployment "shop/orders-worker" container "consumer" image is "shop/consumer:1.4.2"; prod requires a digest. Append @sha256: and the digest of the image.',
        ],
    },
    {
        when: "the images after one that is not known, init containers too",
        in: "Deployment/orders-api",
        set: {
            [`${container}.image`]: unknown,
            "spec.template.spec.containers.1": { name: "second", image: "shop/second" },
            "spec.template.spec.initContainers": [{ name: "first", image: "shop/first" }],
        },
        finds: [
            'Deployment "shop/orders-api" container "second" image is "shop/second"; prod requires a version tag other than latest. Append the version that was tested, such as :1.4.2.',
            'Deployment "shop/orders-api" init container "first" image is "shop/first"; prod requires a version tag other than latest. Append the version that was tested, such as :1.4.2.',
        ],
        unknown: "spec.template.spec.containers.0.image",
    },
]);
