// A small shop in Go: a broker, a producer and a consumer. The namespace has to be there.
//
//	kubectl create namespace shop
//	pulumi package add ../../plugin
//	pulumi stack init dev && pulumi up
package main

import (
	"example.com/pulumi-queue-workloads/sdk/go/queueworkloads"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(shop)
}

func shop(ctx *pulumi.Context) error {
	settings := config.New(ctx, "")
	broker, err := queueworkloads.NewRabbitMqBroker(ctx, "broker", &queueworkloads.RabbitMqBrokerArgs{
		Namespace: pulumi.String(settings.Require("namespace")),
		Replicas:  pulumi.IntRef(settings.RequireInt("brokerNodes")),
		Queues:    map[string]queueworkloads.QueueArgs{"orders": {DeliveryLimit: pulumi.IntRef(5)}},
		Clients: map[string]queueworkloads.ClientArgs{
			"orders-api":    {PublishesTo: []string{"orders"}},
			"orders-worker": {ConsumesFrom: []string{"orders"}},
		},
	})
	if err != nil {
		return err
	}
	_, err = queueworkloads.NewQueueProducer(ctx, "orders-api", &queueworkloads.QueueProducerArgs{
		Connection: broker.Connections.MapIndex(pulumi.String("orders-api")),
		Queue:      pulumi.StringRef("orders"),
		Image:      pulumi.String(settings.Require("apiImage")),
	})
	if err != nil {
		return err
	}
	_, err = queueworkloads.NewQueueConsumer(ctx, "orders-worker", &queueworkloads.QueueConsumerArgs{
		Connection: broker.Connections.MapIndex(pulumi.String("orders-worker")),
		Queue:      pulumi.StringRef("orders"),
		Image:      pulumi.String(settings.Require("workerImage")),
	})
	ctx.Export("host", broker.Host)
	return err
}
