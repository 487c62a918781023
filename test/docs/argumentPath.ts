import schema from "../../components/schema.json";

interface Shape {
    $ref?: string;
    additionalProperties?: Shape;
    items?: Shape;
    properties?: { [name: string]: Shape };
}

const types = schema.types as { [token: string]: Shape };

/** The arguments of each component. */
export const componentShapes: { [component: string]: Shape } = Object.fromEntries(
    Object.entries(schema.resources).map(([token, { inputProperties }]) => [
        token.split(":")[2]!,
        { properties: inputProperties as { [name: string]: Shape } },
    ]),
);

/** Whether a component has an argument of this path; capitals stand for any name. */
export function hasArgument(component: Shape, path: string): boolean {
    const found = path
        .split(".")
        .reduce<Shape | undefined>((shape, name) => part(shape, name), component);
    return found !== undefined;
}

function part(shape: Shape | undefined, name: string): Shape | undefined {
    const found = name === "NAME" ? shape?.additionalProperties : shape?.properties?.[name];
    const reference = found?.$ref?.replace("#/types/", "");
    return reference === undefined ? found : (types[reference] ?? found);
}
