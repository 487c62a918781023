import com.pulumi.Pulumi;
import com.pulumi.queueworkloads.RabbitMqBroker;
import com.pulumi.queueworkloads.RabbitMqBrokerArgs;
import com.pulumi.queueworkloads.inputs.BrokerStorageArgs;
import com.pulumi.queueworkloads.inputs.ClientArgs;
import com.pulumi.queueworkloads.inputs.QueueArgs;
import java.util.List;
import java.util.Map;

/** The shop of the examples, as a Java program says it. */
public class Shop {
    public static void main(String[] args) {
        Pulumi.run(
                context -> {
                    var broker =
                            new RabbitMqBroker(
                                    "broker",
                                    RabbitMqBrokerArgs.builder()
                                            .namespace("shop")
                                            .replicas(3)
                                            .storage(BrokerStorageArgs.builder().sizeGiB(20).build())
                                            .queues(Map.of("orders", QueueArgs.builder().deliveryLimit(5).build()))
                                            .clients(
                                                    Map.of(
                                                            "orders-api",
                                                            ClientArgs.builder().publishesTo(List.of("orders")).build()))
                                            .build());
                    context.export("host", broker.host());
                });
    }
}
