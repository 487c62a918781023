"""Orders as Dramatiq actors. Run it as `dramatiq shop --processes 1 --threads 4`: `framework: Dramatiq` sets the rest."""

import json
import os
import time

import dramatiq
from dramatiq.brokers.rabbitmq import RabbitmqBroker
from dramatiq.middleware import CurrentMessage


class StackBroker(RabbitmqBroker):
    """Finds its queues declared by the stack, and publishes to the exchanges that they have there."""

    def _ensure_queue(self, queue_name):
        """Declares nothing: its own arguments would differ from those of the stack."""

    @property
    def channel(self):
        channel = super().channel
        if not hasattr(channel, "publishes_by_name"):
            publish = channel.basic_publish

            def publish_by_name(exchange, routing_key, **message):
                """It would go through the default exchange, to which nobody may publish."""
                publish(exchange=routing_key, routing_key=routing_key, **message)

            channel.basic_publish = publish_by_name
            channel.publishes_by_name = True
        return channel

    @channel.deleter
    def channel(self):
        RabbitmqBroker.channel.fdel(self)


# A message that is sent has been confirmed.
broker = StackBroker(url=os.environ["AMQP_URL"], confirm_delivery=True)
broker.add_middleware(CurrentMessage())
dramatiq.set_broker(broker)


class Unprocessable(Exception):
    """No attempt can succeed."""


@dramatiq.actor(queue_name="orders", throws=Unprocessable, max_retries=3, min_backoff=1000)
def order(body, milliseconds=0):
    """Stands for the work that is to be done."""
    message = CurrentMessage.get_current_message()
    if "poison" in body:
        report("dead-lettered", message.message_id)
        raise Unprocessable("the body is marked as poison")
    if "busy" in body and "retries" not in message.options:
        report("busy", message.message_id)
        raise RuntimeError("what the order needs is busy, this once")
    time.sleep(milliseconds / 1000)
    report("consumed", message.message_id)


def report(event, message_id):
    # In one piece, because several threads write.
    print(json.dumps({"event": event, "id": message_id}) + "\n", end="", flush=True)
