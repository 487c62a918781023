package shop;

import java.time.Duration;

import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.rabbit.config.ContainerCustomizer;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("queue")
class ConsumerConfiguration {

    /** Declared as the stack declares it, so that RabbitMQ finds the two equal: limits and dead letters are policies. */
    @Bean
    Queue queue(@Value("${queue}") String name) {
        return QueueBuilder.durable(name).quorum().build();
    }

    /** What Spring Boot has no property for. */
    @Bean
    ContainerCustomizer<SimpleMessageListenerContainer> patience(
            @Value("${spring.lifecycle.timeout-per-shutdown-phase:30s}") Duration shutdown) {
        return container -> {
            // It would give up on messages in progress after five seconds.
            container.setShutdownTimeout(shutdown.toMillis());
            // Credentials that are not known yet, or no longer, are a reason to try again and not to stop for good.
            container.setPossibleAuthenticationFailureFatal(false);
        };
    }
}
