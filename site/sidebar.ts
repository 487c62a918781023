/** What a person wants to do, and the pages for it, by their path in the repository. */
export const sidebar: { text: string; pages: { [text: string]: string } }[] = [
    {
        text: "Start",
        pages: {
            "What do you want to do?": "docs/README.md",
            "The project": "README.md",
            Start: "docs/start.md",
            Configuration: "docs/configuration.md",
            "In your language": "docs/languages.md",
            "The package": "components/README.md",
            "The plugin": "plugin/README.md",
        },
    },
    {
        text: "Bring an application",
        pages: {
            "Bring an application": "docs/applications.md",
            "Example: Celery": "examples/celery/README.md",
            "Example: Dramatiq": "examples/dramatiq/README.md",
            "Example: NestJS": "examples/nestjs/README.md",
            Teams: "docs/teams.md",
            "Moving in": "docs/moving-in.md",
        },
    },
    {
        text: "Run it",
        pages: {
            Operations: "docs/operations.md",
            Upgrade: "docs/upgrades.md",
            Capacity: "docs/capacity.md",
            Scale: "docs/scale.md",
            "Your cluster": "docs/clusters.md",
            Network: "docs/network.md",
            Monitoring: "docs/monitoring.md",
            "In production": "docs/production.md",
            "Debug by symptom": "docs/symptoms.md",
        },
    },
    {
        text: "Review a change",
        pages: {
            "Pull requests": "preview/README.md",
            Policies: "policy/README.md",
        },
    },
    {
        text: "Reference",
        pages: {
            Overview: "docs/reference/README.md",
            RabbitMqBroker: "docs/reference/RabbitMqBroker.md",
            RabbitMqCluster: "docs/reference/RabbitMqCluster.md",
            RabbitMqTopology: "docs/reference/RabbitMqTopology.md",
            QueueProducer: "docs/reference/QueueProducer.md",
            QueueConsumer: "docs/reference/QueueConsumer.md",
            "Shared types": "docs/reference/types.md",
        },
    },
    {
        text: "How it is built",
        pages: {
            Architecture: "docs/architecture.md",
            Decisions: "docs/design/README.md",
            "The throwaway cluster": "local/README.md",
            Contributing: "CONTRIBUTING.md",
            Security: "SECURITY.md",
            Changelog: "CHANGELOG.md",
        },
    },
    {
        text: "How far it is proved",
        pages: {
            Reliability: "docs/reliability.md",
            "Beside other programs": "docs/ecosystem.md",
            Figures: "docs/figures.md",
            Comparison: "docs/comparison.md",
        },
    },
];
