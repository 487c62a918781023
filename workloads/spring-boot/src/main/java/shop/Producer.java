package shop;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Publishes numbered messages, each under the same id until the broker has confirmed it. */
@Component
@ConditionalOnProperty("exchange")
class Producer {

    private static final Logger log = LoggerFactory.getLogger(Producer.class);

    private final RabbitTemplate template;

    private final String name;

    private final long count;

    private long confirmed;

    Producer(RabbitTemplate template, @Value("${pod.name:}") String pod, @Value("${message.count:0}") long count) {
        this.template = template;
        this.name = pod.isEmpty() ? UUID.randomUUID().toString() : pod;
        this.count = count;
    }

    /** The next message, or the last one again. */
    @Scheduled(fixedRateString = "#{1000000 / ${messages.per.second:1}}", timeUnit = TimeUnit.MICROSECONDS)
    void publishNext() throws InterruptedException {
        if (this.count > 0 && this.confirmed == this.count) {
            return;
        }
        String id = this.name + "-" + (this.confirmed + 1);
        try {
            publish(id);
            this.confirmed++;
            log.atInfo().addKeyValue("event", "confirmed").addKeyValue("id", id).log("published");
        }
        catch (AmqpException | ExecutionException | TimeoutException failure) {
            log.atWarn().addKeyValue("event", "unconfirmed").addKeyValue("id", id).log("{}", failure.toString());
        }
    }

    private void publish(String id) throws InterruptedException, ExecutionException, TimeoutException {
        CorrelationData correlation = new CorrelationData(id);
        this.template.send(this.template.getExchange(), this.template.getRoutingKey(), message(id), correlation);
        CorrelationData.Confirm confirm = correlation.getFuture().get(10, TimeUnit.SECONDS);
        if (!confirm.ack() || correlation.getReturned() != null) {
            throw new AmqpException(confirm.ack() ? "no queue takes it" : "the broker refused it");
        }
    }

    private static Message message(String id) {
        byte[] body = ("{\"order\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
        return MessageBuilder.withBody(body)
            .setContentType(MessageProperties.CONTENT_TYPE_JSON)
            .setMessageId(id)
            .build();
    }
}
