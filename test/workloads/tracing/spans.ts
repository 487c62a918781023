interface Attribute {
    key: string;
    value: { stringValue?: string; intValue?: string | number };
}

interface ExportedSpan {
    traceId: string;
    spanId: string;
    parentSpanId?: string;
    name: string;
    kind: number;
    attributes?: Attribute[];
    status: { code?: number; message?: string };
}

/** What OTLP calls traces in JSON, as exporters send it and the collector writes it. */
export interface ExportedTraces {
    resourceSpans: {
        resource: { attributes: Attribute[] };
        scopeSpans: { spans: ExportedSpan[] }[];
    }[];
}

export interface Span extends Omit<ExportedSpan, "attributes"> {
    service: unknown;
    attributes: { [name: string]: unknown };
}

/** The numbers of OTLP for the two kinds of spans, and for an error. */
export const producerKind = 4;
export const consumerKind = 5;
export const errorCode = 2;

export function spansOf({ resourceSpans }: ExportedTraces): Span[] {
    return resourceSpans.flatMap(({ resource, scopeSpans }) =>
        scopeSpans.flatMap(({ spans }) =>
            spans.map((span) => ({
                ...span,
                service: named(resource.attributes)["service.name"],
                attributes: named(span.attributes),
            })),
        ),
    );
}

function named(attributes: Attribute[] = []): { [name: string]: unknown } {
    return Object.fromEntries(
        attributes.map(({ key, value: { stringValue, intValue } }) => [
            key,
            stringValue ?? Number(intValue),
        ]),
    );
}
