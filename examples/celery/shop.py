"""Orders as Celery tasks. Run it as `celery -A shop worker`: `framework: Celery` sets the rest."""

import json
import sys
import time

from celery import Celery, signals
from celery.exceptions import Reject
from kombu import Queue

app = Celery("shop")
app.conf.update(
    # Told by its type, Celery leaves out what quorum queues do not have, such as a prefetch for all consumers at once.
    task_queues=[Queue("orders", routing_key="orders", queue_arguments={"x-queue-type": "quorum"})],
    task_default_queue="orders",
    # Named in full, because Celery would publish through the default exchange, to which nobody may.
    task_routes={"shop.*": {"queue": "orders", "exchange": "orders", "routing_key": "orders"}},
    # A task that dies with its worker is done again by another one.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    # A task that is published has been confirmed.
    broker_transport_options={"confirm_publish": True},
    # Its exchanges are open to all workers of the virtual host; Kubernetes starts and stops these.
    worker_enable_remote_control=False,
    task_ignore_result=True,
    worker_redirect_stdouts=False,
)


@app.task(bind=True)
def order(self, body, milliseconds=0):
    """Stands for the work that is to be done."""
    if "poison" in body:
        report("dead-lettered", self.request.id)
        raise Reject("the body is marked as poison", requeue=False)
    time.sleep(milliseconds / 1000)
    report("consumed", self.request.id)


def report(event, message_id):
    print(json.dumps({"event": event, "id": message_id}), flush=True)


@signals.setup_logging.connect
def log_to_stderr(**_):
    """Leaves stdout to the lines above."""
    import logging

    logging.basicConfig(stream=sys.stderr, level=logging.INFO)
