package shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpRejectAndDontRequeueException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stands for the work that a consumer of your own does. A message is acknowledged once its work is done. */
@Component
@ConditionalOnProperty("queue")
class Consumer {

    private static final Logger log = LoggerFactory.getLogger(Consumer.class);

    private final JsonMapper json;

    private final long handlerMilliseconds;

    Consumer(JsonMapper json, @Value("${handler.milliseconds:0}") long handlerMilliseconds) {
        this.json = json;
        this.handlerMilliseconds = handlerMilliseconds;
    }

    @RabbitListener(queues = "${queue}")
    void handle(Message message) throws InterruptedException {
        String id = message.getMessageProperties().getMessageId();
        String reason = unprocessable(id, message.getBody());
        if (reason != null) {
            log.atWarn()
                .addKeyValue("event", "dead-lettered")
                .addKeyValue("id", id)
                .log("{}", reason);
            throw new AmqpRejectAndDontRequeueException(reason);
        }
        Thread.sleep(this.handlerMilliseconds);
        log.atInfo().addKeyValue("event", "consumed").addKeyValue("id", id).log("done");
    }

    /** Why no attempt at a message can succeed; null where one can. */
    private String unprocessable(String id, byte[] text) {
        if (id == null) {
            return "no message id";
        }
        try {
            JsonNode body = this.json.readTree(text);
            if (!body.isObject()) {
                return "the body is not a JSON object";
            }
            return body.has("poison") ? "the body is marked as poison" : null;
        }
        catch (JacksonException invalid) {
            return "the body is not JSON";
        }
    }
}
