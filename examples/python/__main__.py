# A small shop in Python: a broker, a producer and a consumer. The namespace has to be there.
#   kubectl create namespace shop
#   pulumi package add ../../plugin
#   pulumi stack init dev && pulumi up
import pulumi
import pulumi_queue_workloads as queue_workloads

config = pulumi.Config()

broker = queue_workloads.RabbitMqBroker(
    "broker",
    namespace=config.require("namespace"),
    replicas=config.require_int("brokerNodes"),
    queues={"orders": {"delivery_limit": 5}},
    clients={
        "orders-api": {"publishes_to": ["orders"]},
        "orders-worker": {"consumes_from": ["orders"]},
    },
)
queue_workloads.QueueProducer(
    "orders-api",
    connection=broker.connections["orders-api"],
    queue="orders",
    image=config.require("apiImage"),
)
queue_workloads.QueueConsumer(
    "orders-worker",
    connection=broker.connections["orders-worker"],
    queue="orders",
    image=config.require("workerImage"),
)

pulumi.export("host", broker.host)
