"""Publishes so many orders, and tells of each once the broker has confirmed it: `python publish.py 100`."""

import sys

from shop import order, report

for number in range(1, int(sys.argv[1]) + 1):
    body = {"poison": True} if number % 10 == 0 else {"order": number}
    # To bind its queue, as Celery would, takes the right to read from it: that is the worker's.
    result = order.apply_async((body, 20), declare=[])
    report("confirmed", result.id)
