"""Publishes so many orders, and tells of each once the broker has confirmed it: `python publish.py 100`."""

import sys

from shop import order, report

odd = {0: {"poison": True}, 5: {"busy": True}}

for number in range(1, int(sys.argv[1]) + 1):
    body = odd.get(number % 10, {"order": number})
    report("confirmed", order.send(body, 20).message_id)
